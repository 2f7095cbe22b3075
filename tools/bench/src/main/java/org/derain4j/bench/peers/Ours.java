package org.derain4j.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.derain4j.engine.Derainer;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Shape;
import org.derain4j.onnx.Recurrence;

/**
 * This engine as its users get it: networks through {@link Derainer}'s float door, pixels in and out counted; layers as
 * programs of one step. It always leaves out what a zero state makes dead.
 *
 * @param backend as {@link Backends#open} takes it
 * @param exact   true for direct convolutions only
 */
record Ours(String backend, boolean exact) implements Peer {

    @Override
    public String describe() {
        try (Backend opened = Backends.open(backend, 1, exact)) {
            return "Derain4J, " + opened.describe();
        }
    }

    @Override
    public Prepared prepare(Work work, Recurrence form, int threads, float[] input) {
        return switch (work) {
            case Network network -> new WholeNetwork(network, threads, input);
            case RandomLayer layer -> new OneStep(layer, threads, input);
        };
    }

    private final class WholeNetwork implements Prepared {

        private final Derainer derainer;
        private final Shape shape;
        private final float[] input;
        private float[] output;

        WholeNetwork(Network network, int threads, float[] input) {
            try {
                derainer = Derainer.builder().model(network.model()).backend(backend).threads(threads).exact(exact)
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shape = network.inputShape();
            this.input = input;
        }

        @Override
        public void run() {
            output = derainer.derain(input, shape.height(), shape.width());
        }

        @Override
        public float[] output() {
            return output;
        }

        @Override
        public void close() {
            derainer.close();
        }
    }

    private final class OneStep implements Prepared {

        private final Backend opened;
        private final Executable executable;

        OneStep(RandomLayer layer, int threads, float[] input) {
            opened = Backends.open(backend, threads, exact);
            Parameters parameters = layer.parameters();
            executable = opened.prepare(layer.program(), parameters);
            executable.write(0, input);
        }

        @Override
        public void run() {
            executable.run(StepListener.NONE);
        }

        @Override
        public float[] output() {
            return executable.read(1);
        }

        @Override
        public void close() {
            executable.close();
            opened.close();
        }
    }
}
