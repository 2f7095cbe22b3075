package org.derain4j.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Maps whole files for reading. */
final class FileMapping {

    private FileMapping() {}

    static MemorySegment map(Path file, Arena arena) throws IOException {
        // Opening a pipe would wait for a writer, perhaps for ever.
        if (!Files.isRegularFile(file)) {
            throw new WeightFormatException(file.toString(), null, "is not a regular file; give a file on disk");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }
}
