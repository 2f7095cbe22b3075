package org.derain4j.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on disk. It is read and never mapped: touching a mapping that another process has cut short can end the JVM. */
final class FileBytes implements ByteSource {

    /** The JDK copies through a buffer outside the heap, as large as what is asked for, and keeps it. */
    private static final int MOST_AT_ONCE = 1 << 17;

    private final Path file;
    private final FileChannel channel;

    private FileBytes(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileBytes open(Path file) throws IOException {
        // Opening a pipe would wait for a writer, perhaps for ever.
        if (!Files.isRegularFile(file)) {
            throw new WeightFormatException(file.toString(), null, "is not a regular file; give a file on disk");
        }
        return new FileBytes(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public long size() throws IOException {
        try {
            return channel.size();
        } catch (ClosedChannelException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void read(long from, ByteBuffer target, Origin origin) throws IOException {
        int begin = target.position();
        int end = target.limit();
        try {
            while (target.position() < end) {
                target.limit(Math.min(end, target.position() + MOST_AT_ONCE));
                long at = from + target.position() - begin;
                if (channel.read(target, at) < 0) {
                    throw origin
                            .damage("the file was cut short, to at most %d bytes, while it was read; get a fresh copy"
                                    .formatted(at));
                }
            }
        } catch (ClosedChannelException e) {
            throw interrupted(e);
        }
    }

    private IOException interrupted(ClosedChannelException e) {
        return new IOException(
                PrintableText.of(file.toString()) + ": a thread was interrupted while it read; open the file again", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written that could be lost.
        }
    }
}
