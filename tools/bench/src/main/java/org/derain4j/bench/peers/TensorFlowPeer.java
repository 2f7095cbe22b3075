package org.derain4j.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.derain4j.engine.graph.Variables;
import org.derain4j.kernels.program.Shape;
import org.derain4j.onnx.Recurrence;
import org.derain4j.onnx.writer.Tensor;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.Restore;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * TensorFlow on a frozen graph: weights are constants, read by its own RestoreV2 where they come from a checkpoint. Its
 * graph optimiser is on, as it always is.
 */
final class TensorFlowPeer implements Peer {

    @Override
    public String describe() {
        String oneDnn = System.getenv("TF_ENABLE_ONEDNN_OPTS");
        return "TensorFlow " + TensorFlow.version() + (oneDnn == null
                ? ""
                : ", oneDNN "
                        + (oneDnn.equals("1") ? "on" : "off"));
    }

    @Override
    public Prepared prepare(Work work, Recurrence form, int threads, float[] input) {
        return new Frozen(work, form, threads, input);
    }

    /** The parameters, as TensorFlow reads them itself where it can. */
    private static Map<String, Tensor> parameters(Work work) {
        Map<String, Tensor> parameters = new HashMap<>();
        if (work instanceof Network network && network.checkpoint().isPresent()) {
            return restored(network, network.checkpoint().get());
        }
        if (work instanceof Network network) {
            Variables.of(network.graph()).keySet().forEach(name -> parameters.put(name, work.tensor(name)));
        }
        return parameters;
    }

    private static Map<String, Tensor> restored(Network network, Path checkpoint) {
        List<String> names = new ArrayList<>();
        List<List<Integer>> shapes = new ArrayList<>();
        Variables.of(network.graph()).forEach((name, shape) -> {
            names.add(name);
            shapes.add(shape);
        });
        Map<String, Tensor> parameters = new HashMap<>();
        try (Graph graph = new Graph(); Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            List<Class<? extends TType>> types = new ArrayList<>(Collections.nCopies(names.size(), TFloat32.class));
            String[] none = new String[names.size()];
            Arrays.fill(none, "");
            Restore restore = tf.train.restore(tf.constant(checkpoint.toString()),
                    tf.constant(NdArrays.vectorOfObjects(names.toArray(String[]::new))),
                    tf.constant(NdArrays.vectorOfObjects(none)), types);
            Session.Runner runner = session.runner();
            restore.tensors().forEach(runner::fetch);
            try (Result result = runner.run()) {
                for (int i = 0; i < names.size(); i++) {
                    parameters.put(names.get(i), Tensor.of(shapes.get(i), floats((TFloat32) result.get(i))));
                }
            }
        }
        return parameters;
    }

    private static float[] floats(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.copyTo(DataBuffers.of(values));
        return values;
    }

    /** A graph of constants in a session of its own. */
    private static final class Frozen implements Prepared {

        private final Graph graph = new Graph();
        private final Session session;
        private final TFloat32 input;
        private final TensorFlowGraph network;
        private Result result;

        Frozen(Work work, Recurrence form, int threads, float[] values) {
            Map<String, Tensor> parameters = parameters(work);
            network = new TensorFlowGraph(Ops.create(graph), work,
                    name -> parameters.computeIfAbsent(name, work::tensor), form);
            Shape in = work.inputShape();
            input = TFloat32.tensorOf(
                    org.tensorflow.ndarray.Shape.of(1, in.height(), in.width(), in.channels()), DataBuffers.of(values));
            session = new Session(graph, ConfigProto.newBuilder().setIntraOpParallelismThreads(threads)
                    .setInterOpParallelismThreads(threads).build());
        }

        @Override
        public void run() {
            release();
            result = session.runner().feed(network.input(), input).fetch(network.output()).run();
        }

        @Override
        public float[] output() {
            return floats((TFloat32) result.get(0));
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
            session.close();
            input.close();
            graph.close();
        }
    }
}
