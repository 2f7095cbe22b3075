package org.derain4j.cli.common;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.derain4j.engine.PictureException;

/** Tells from a failure whether memory or a disk has run out. */
final class Room {

    /**
     * What Linux, macOS and Windows say of a full disk and of a quota. Java has no exception of its own for it, and hands on the system's
     * words. In the words of another language it is a failure like any other.
     */
    private static final Pattern FULL = Pattern.compile(
            "No space left on device|Disk quota exceeded|Disc quota exceeded|There is not enough space on the disk",
            Pattern.CASE_INSENSITIVE);

    private Room() {}

    /** Whether the failure, or what has led to it, is one of room. */
    static boolean ranOut(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(cause -> switch (cause) {
            case OutOfMemoryError _ -> true;
            case PictureException e -> e.lacksRoom();
            case FileSystemException e -> isFull(e.getReason());
            case IOException e -> isFull(e.getMessage());
            default -> false;
        });
    }

    private static boolean isFull(String words) {
        return words != null && FULL.matcher(words).find();
    }
}
