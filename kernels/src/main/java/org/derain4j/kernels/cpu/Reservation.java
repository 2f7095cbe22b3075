package org.derain4j.kernels.cpu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Room on disk for a file that has been opened, taken before anything is written: a disk that somebody else fills meanwhile
 * is no failure hours later. By fallocate of Linux, which Java itself does not have, and only where native calls are allowed
 * anyway; elsewhere nothing is reserved.
 */
final class Reservation {

    private static final int EINTR = 4;
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;

    private Reservation() {}

    /** Whether this can be done here. */
    static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == Long.BYTES
                && Reservation.class.getModule().isNativeAccessEnabled();
    }

    /**
     * Reserves the file's bytes, if that is possible.
     *
     * @param path what the file was opened as; its name is gone
     * @throws IOException if the disk has no room for them
     */
    static void reserve(Path path, long bytes) throws IOException {
        if (isPossible()) {
            Optional<Integer> descriptor = descriptor(path.getFileName().toString());
            Optional<MemorySegment> function = Linker.nativeLinker().defaultLookup().find("fallocate");
            if (descriptor.isPresent() && function.isPresent()) {
                int error = fallocate(function.get(), descriptor.get(), bytes);
                if (error == ENOSPC || error == EDQUOT) {
                    throw new IOException(error == ENOSPC ? "no space left on the disk" : "the disk quota is used up");
                }
            }
        }
    }

    /** Java does not tell the number of an open file; Linux does. */
    private static Optional<Integer> descriptor(String name) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                if (target(file).endsWith("/" + name + " (deleted)")) {
                    return Optional.of(Integer.valueOf(file.getFileName().toString()));
                }
            }
        }
        return Optional.empty();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // another thread has closed that file meanwhile
        }
    }

    /** Returns errno, or 0. */
    @SuppressWarnings("restricted") // asked for in isPossible
    private static int fallocate(MemorySegment function, int descriptor, long bytes) {
        MemoryLayout state = Linker.Option.captureStateLayout();
        MethodHandle handle = Linker.nativeLinker().downcallHandle(function,
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
                Linker.Option.captureCallState("errno"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(state);
            int error;
            do {
                int result = (int) handle.invokeExact(errno, descriptor, 0, 0L, bytes);
                error = result == 0
                        ? 0
                        : (int) state.varHandle(MemoryLayout.PathElement.groupElement("errno")).get(errno, 0L);
            } while (error == EINTR);
            return error;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
