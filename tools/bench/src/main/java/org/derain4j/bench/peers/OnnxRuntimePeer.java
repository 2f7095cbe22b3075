package org.derain4j.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Map;
import org.derain4j.kernels.program.Shape;
import org.derain4j.onnx.OnnxExporter;
import org.derain4j.onnx.Recurrence;
import org.derain4j.onnx.writer.OnnxFile;

/**
 * ONNX Runtime on the exported file: all optimisations, the threads within operations, one operation at a time. Maps go
 * in and out as planes. The exporter writes PReLU as {@code max(x, slope * x)}, which this library runs faster than its
 * own PRelu.
 */
final class OnnxRuntimePeer implements Peer {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    @Override
    public String describe() {
        return "ONNX Runtime " + environment.getVersion();
    }

    @Override
    public Prepared prepare(Work work, Recurrence form, int threads, float[] input) {
        try {
            return new Session(work, form, threads, input);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
    }

    private final class Session implements Prepared {

        private final Shape shape;
        private final OrtSession session;
        private final OnnxTensor input;
        private OrtSession.Result result;

        Session(Work work, Recurrence form, int threads, float[] values) throws OrtException {
            shape = work.outputShape();
            Shape in = work.inputShape();
            input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(Planes.of(values, in)),
                    new long[]{1, in.channels(), in.height(), in.width()});
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
                options.setIntraOpNumThreads(threads);
                options.setInterOpNumThreads(1);
                session = environment.createSession(
                        bytes(OnnxExporter.export(work.graph(), work::shape, work::tensor, form)), options);
            }
        }

        private static byte[] bytes(OnnxFile file) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(file.size()));
            try {
                file.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        @Override
        public void run() {
            release();
            try {
                result = session.run(Map.of("input", input));
            } catch (OrtException e) {
                throw failed(e);
            }
        }

        @Override
        public float[] output() {
            float[] planes = new float[Math.toIntExact(shape.floats())];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(planes);
            return Planes.interleave(planes, shape);
        }

        private void release() {
            if (result != null) {
                result.close();
                result = null;
            }
        }

        @Override
        public void close() {
            release();
            input.close();
            try {
                session.close();
            } catch (OrtException e) {
                throw failed(e);
            }
        }
    }
}
