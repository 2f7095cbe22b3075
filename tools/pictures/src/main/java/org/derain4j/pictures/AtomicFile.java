package org.derain4j.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file in the making beside its target: it becomes the target in one step at {@link #commit}, or disappears at
 * {@link #close} or when the JVM is told to stop, so nobody ever sees half a result.
 */
public final class AtomicFile implements AutoCloseable {

    private final Path target;
    private final Path temporary;

    private AtomicFile(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /**
     * Makes the file, empty yet.
     *
     * @param target what it will become; a link stays a link, and the file that it points to is replaced
     * @return the file in the making
     * @throws IOException if it cannot be made
     */
    public static AtomicFile of(Path target) throws IOException {
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        // Not Files.createTempFile, whose files nobody but the owner may read.
        Path temporary = real.resolveSibling(".derain-" + UUID.randomUUID() + ".tmp");
        Files.createFile(temporary);
        temporary.toFile().deleteOnExit();
        return new AtomicFile(real, temporary);
    }

    /**
     * Where to write.
     *
     * @return a file beside the target
     */
    public Path path() {
        return temporary;
    }

    /**
     * Makes it the target.
     *
     * @throws IOException if that cannot be
     */
    public void commit() throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }
}
