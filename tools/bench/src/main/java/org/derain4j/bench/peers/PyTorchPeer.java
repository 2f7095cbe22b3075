package org.derain4j.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.derain4j.kernels.program.Shape;
import org.derain4j.onnx.Recurrence;

/**
 * PyTorch on a frozen TorchScript module, maps and filters channels-last, oneDNN on; nothing asks for gradients. Its further
 * {@code optimize_for_inference} is not used: that puts every convolution between conversions to oneDNN's blocked layout,
 * for neither PReLU nor the transposed convolution takes it, and a lone convolution then took 1.5 to 5 times as long.
 */
final class PyTorchPeer implements Peer {

    @Override
    public String describe() {
        return "PyTorch " + version() + ", " + (torch.hasMKLDNN() ? "oneDNN" : "no oneDNN") + ", "
                + torch.get_cpu_capability().getString();
    }

    private static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Prepared prepare(Work work, Recurrence form, int threads, float[] input) {
        return new Frozen(new TorchScript(work, form), work, threads, input);
    }

    private static final class Frozen implements Prepared {

        private final JitModule module;
        private final IValueVector arguments;
        private final Shape shape;
        private final int threads;
        private IValue result;

        Frozen(TorchScript script, Work work, int threads, float[] values) {
            this.threads = threads;
            shape = work.outputShape();
            torch.set_num_threads(threads);
            try (PointerScope _ = new PointerScope()) {
                JitModule source = new JitModule(new QualifiedName("Work"));
                script.buffers().forEach((name, weights) -> source.register_buffer(name, channelsLast(weights)));
                source.define(script.source());
                source.eval();
                module = kept(torch.freeze(source));
                Shape in = work.inputShape();
                arguments = kept(new IValueVector(
                        new IValue(Tensor.create(values, 1, in.height(), in.width(), in.channels()).permute(0, 3, 1,
                                2))));
            }
        }

        private static Tensor channelsLast(org.derain4j.onnx.writer.Tensor weights) {
            long[] extents = new long[weights.shape().length];
            for (int a = 0; a < extents.length; a++) {
                extents[a] = weights.shape()[a];
            }
            Tensor tensor = Tensor.create(weights.values(), extents);
            return extents.length == 4 ? tensor.contiguous(torch.MemoryFormat.ChannelsLast) : tensor;
        }

        /** Outlives the scope that it was made in. */
        private static <P extends Pointer> P kept(P pointer) {
            pointer.retainReference();
            return pointer;
        }

        @Override
        public void run() {
            release();
            torch.set_num_threads(threads);
            try (PointerScope _ = new PointerScope()) {
                result = kept(module.forward(arguments));
            }
        }

        @Override
        public float[] output() {
            float[] values = new float[Math.toIntExact(shape.floats())];
            try (PointerScope _ = new PointerScope()) {
                FloatBuffer buffer = result.toTensor().permute(0, 2, 3, 1).contiguous().createBuffer();
                buffer.get(values);
            }
            return values;
        }

        private void release() {
            if (result != null) {
                result.releaseReference();
                result = null;
            }
        }

        @Override
        public void close() {
            release();
            arguments.releaseReference();
            module.releaseReference();
        }
    }
}
