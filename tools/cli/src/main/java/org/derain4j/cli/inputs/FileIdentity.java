package org.derain4j.cli.inputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/** What stays the same however a file or a folder is called. */
public final class FileIdentity {

    private FileIdentity() {}

    /** To be compared by {@code equals}; empty where nothing is there. */
    public static Optional<Object> of(Path file) {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(Objects.requireNonNullElse(key, file.toRealPath()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
