package org.derain4j.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.derain4j.bench.RandomWeights;
import org.derain4j.engine.Model;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;

/** The weights of the networks. Time does not depend on what they are; the accuracy that is shown does. */
final class Models {

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
        RandomWeights.of(Mspfn.graph(new Architecture("generator", "BCM", 64, 17, 1, 1, 1)))
                .forEach((name, weight) -> writer.add(name, DType.F32, weight.shape(), weight.values()));
        Path file = Files.createTempFile("m17n1-random", ".safetensors");
        try {
            writer.write(file);
            return Model.load(file);
        } finally {
            Files.delete(file);
        }
    }
}
