package org.derain4j.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a file system says of a file, which every write to it changes.
 *
 * @param key   tells it from another file of the same name, where the file system has one; null else, and where there is no file
 * @param time  of the last write; null where there is no file
 * @param bytes its size
 */
record FileState(Object key, FileTime time, long bytes) {

    /** Clocks of file systems tick: two writes within this may have the same time. */
    private static final Duration TICK = Duration.ofMillis(30);

    static FileState of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        } catch (NoSuchFileException e) {
            return new FileState(null, null, 0);
        }
    }

    /** Whether the last write was just now, so that a further one may have the same time. */
    boolean isFresh() {
        return time != null && !time.toInstant().isBefore(Instant.now().minus(TICK));
    }

    /** Waits until it would no longer be fresh. */
    static void rest() {
        try {
            Thread.sleep(TICK.plusMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // and reading ends
        }
    }

    /** Whether it is still the same file, however changed. */
    boolean isOf(FileState other) {
        return time != null && Objects.equals(key, other.key);
    }
}
