package org.derain4j.cli.inputs;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture to take, or a place where there should be some.
 *
 * @param file    the picture
 * @param place   where its result belongs below a folder of results: its name, behind the folders in which it was found
 * @param problem why nothing can be taken there, a sentence; empty for a picture
 */
public record Input(Path file, Path place, Optional<String> problem) {

    /** One that the user has named. */
    public static Input named(Path file) {
        Path name = file.getFileName();
        return new Input(file, name == null ? file : name, Optional.empty());
    }

    /** Found in a folder. */
    static Input found(Path file, Path place) {
        return new Input(file, place, Optional.empty());
    }

    /** Nothing can be taken there. */
    static Input problem(Path file, String sentence) {
        return new Input(file, file, Optional.of(sentence));
    }
}
