package org.derain4j.conformance;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of one complete case.
 *
 * @param name the case's name, the common beginning of its files' names
 * @param input the rainy picture, PNG
 * @param imitation safetensors with the tensor {@code imitation}, [1, height, width, 3]: the result in double precision
 * @param output the result's official bytes, PNG
 * @param taps safetensors with maps on the way, where the case has them
 */
public record ReferenceCase(String name, Path input, Path imitation, Path output, Optional<Path> taps) {

    static final String INPUT = "_input.png";
    static final String IMITATION = "_imitation_f64.safetensors";
    static final String OUTPUT = "_output.png";
    static final String TAPS = "_taps.safetensors";

    static ReferenceCase named(String name, Path directory, boolean withTaps) {
        return new ReferenceCase(name, directory.resolve(name + INPUT), directory.resolve(name + IMITATION),
                directory.resolve(name + OUTPUT),
                withTaps ? Optional.of(directory.resolve(name + TAPS)) : Optional.empty());
    }
}
