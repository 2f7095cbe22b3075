package org.derain4j.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.derain4j.engine.Model;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Variables;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;

/** The weights of the networks. Time does not depend on what they are; the accuracy that is shown does. */
final class Models {

    private static final long SEED = 20200325;

    private final Optional<Path> released;
    private Model m17n1;
    private Model lite;

    /** Takes the file of M17N1's weights; without one they are random. */
    Models(Optional<Path> released) {
        this.released = released;
    }

    Network m17n1(Size size) {
        try {
            if (m17n1 == null) {
                m17n1 = released.isPresent() ? Model.load(released.get()) : random();
            }
            return new Network("M17N1", m17n1, released.filter(Models::isCheckpoint), size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Network lite(Size size) {
        try {
            if (lite == null) {
                lite = Model.embedded("lite");
            }
            return new Network("lite", lite, Optional.empty(), size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCheckpoint(Path path) {
        return !path.toString().endsWith(".safetensors");
    }

    private static Model random() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        Random random = new Random(SEED);
        Variables.of(Mspfn.graph(new Architecture("generator", "BCM", 64, 17, 1, 1, 1)))
                .forEach((name, shape) -> writer.add(name, DType.F32, shape, gaussian(random, shape)));
        Path file = Files.createTempFile("m17n1-random", ".safetensors");
        try {
            writer.write(file);
            return Model.load(file);
        } finally {
            Files.delete(file);
        }
    }

    /** Deviations by fan-in, so that no value grows beyond what a trained network has. */
    private static float[] gaussian(Random random, List<Integer> shape) {
        double deviation = shape.size() == 1 ? 0.1 : 0.5 / Math.sqrt(9.0 * Math.max(shape.get(2), shape.get(3)));
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
