package org.derain4j.weights;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Temporary files that a killed JVM has left behind: known by their name, which holds the process, and by their age. */
final class Litter {

    private static final Pattern NAME = Pattern
            .compile("\\.derain-(\\d{1,18})-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    /** A process of another machine or container cannot be looked up; none leaves a file alone for so long. */
    private static final Duration OLD = Duration.ofHours(1);

    /** A folder with many files is not gone through again for each of them. */
    private static final AtomicReference<Path> SWEPT = new AtomicReference<>();

    private Litter() {}

    /** A name for a temporary file of this process. */
    static String newName() {
        return ".derain-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".tmp";
    }

    /** Removes what is left in the folder, unless that was the last one swept; what cannot be removed stays. */
    static void sweep(Path folder) {
        if (folder.equals(SWEPT.getAndSet(folder))) {
            return;
        }
        Instant now = Instant.now();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> isLeft(file, now))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Somebody else's, or somebody else was quicker.
        }
    }

    /** Whether the file was left behind, by the name, the age and the process. */
    static boolean isLeft(Path file, Instant now) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        Instant written = attributes.lastModifiedTime().toInstant();
        return attributes.isRegularFile() && written.isBefore(now.minus(OLD))
                && !lived(Long.parseLong(name.group(1)), written);
    }

    /** Whether the process was there at that time and still is; one that came later only has the same number. */
    private static boolean lived(long process, Instant time) {
        return ProcessHandle.of(process).flatMap(handle -> handle.info().startInstant())
                .filter(start -> start.isBefore(time)).isPresent();
    }
}
