package org.derain4j.weights;

import java.nio.file.Path;
import java.util.Objects;

/** A path that names something: the empty one, which stands for the current folder, is a name that somebody forgot. */
final class NamedPath {

    private NamedPath() {}

    /** Refuses null and the empty path by the parameter's name. */
    static void require(Path path, String parameter) {
        Objects.requireNonNull(path, parameter);
        if (path.toString().isEmpty()) {
            throw new IllegalArgumentException(parameter + " is empty; name a file");
        }
    }
}
