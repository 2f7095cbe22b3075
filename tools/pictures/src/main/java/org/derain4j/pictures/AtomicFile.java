package org.derain4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file in the making beside its target: it becomes the target in one step at {@link #commit}, or disappears at
 * {@link #close} or when the JVM is told to stop, so nobody ever sees half a result.
 */
final class AtomicFile implements AutoCloseable {
    private final Path target;
    private final Path temporary;

    private AtomicFile(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /** A link as target stays a link: the file that it points to is replaced. */
    static AtomicFile of(Path target) throws IOException {
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        // Not Files.createTempFile, whose files nobody but the owner may read.
        Path temporary = real.resolveSibling(".derain-" + UUID.randomUUID() + ".tmp");
        Files.createFile(temporary);
        temporary.toFile().deleteOnExit();
        return new AtomicFile(real, temporary);
    }

    /** Where to write. */
    Path path() {
        return temporary;
    }

    void commit() throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }
}
