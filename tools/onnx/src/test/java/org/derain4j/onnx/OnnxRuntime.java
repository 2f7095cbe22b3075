package org.derain4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.derain4j.onnx.writer.OnnxFile;

/** An exported file in ONNX Runtime, on one thread. Pixels go in and out interleaved, as in the engine. */
final class OnnxRuntime implements AutoCloseable {

    private final OrtSession session;

    OnnxRuntime(OnnxFile file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(bytes(file), options);
        }
    }

    static byte[] bytes(OnnxFile file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            file.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    OrtSession session() {
        return session;
    }

    float[] derain(float[] bgr, int height, int width) throws OrtException {
        float[] planes = new float[bgr.length];
        int plane = height * width;
        for (int i = 0; i < bgr.length; i++) {
            planes[i % 3 * plane + i / 3] = bgr[i];
        }
        long[] shape = {1, 3, height, width};
        try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(planes),
                shape);
                OrtSession.Result result = session.run(Map.of("input", input), Set.of("output"))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] pixels = new float[bgr.length];
            for (int i = 0; i < bgr.length; i++) {
                pixels[i] = output.get(i % 3 * plane + i / 3);
            }
            return pixels;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
