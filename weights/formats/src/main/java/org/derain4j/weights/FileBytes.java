package org.derain4j.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** A file on disk. It is read and never mapped: touching a mapping that another process has cut short can end the JVM. */
final class FileBytes implements ByteSource {

    /** The JDK copies through a buffer outside the heap, as large as what is asked for, and keeps it. */
    private static final int MOST_AT_ONCE = 1 << 17;

    /** As long as somebody replaces the file each time. */
    private static final int MOST_OPENED = 100;

    private final Path file;
    private final FileChannel channel;

    /** All that has been read so far, and its checksum. */
    private final Map<Passage, Long> passages = new ConcurrentHashMap<>();

    /** Whether the same passage was read twice and was not the same. */
    private volatile boolean changed;

    /** So many bytes at a place. */
    private record Passage(long from, int count) {}

    private final FileState opened;

    private FileBytes(Path file, FileChannel channel, FileState opened) {
        this.file = file;
        this.channel = channel;
        this.opened = opened;
    }

    static FileBytes open(Path file) throws IOException {
        // Opening a pipe would wait for a writer, perhaps for ever.
        if (!Files.isRegularFile(file)) {
            throw new WeightFormatException(file.toString(), null, "is not a regular file; give a file on disk");
        }
        FileState before = FileState.of(file);
        FileChannel channel = channel(file);
        FileState opened = FileState.of(file);
        for (int i = 0; i < MOST_OPENED && !opened.isOf(before); i++) { // or it may be the state of another file
            channel.close();
            channel = channel(file);
            before = opened;
            opened = FileState.of(file);
        }
        return new FileBytes(file, channel, opened);
    }

    /** For reading, or the reason why not. */
    static FileChannel channel(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** What the system says in a word or two, or in none, as a sentence. */
    static IOException unreadable(Path file, IOException e) {
        if (e instanceof AccessDeniedException) {
            AccessDeniedException denied = new AccessDeniedException(PrintableText.of(file.toString()), null,
                    "this user may not read it; allow that, or give another file");
            denied.initCause(e);
            return denied;
        }
        return new IOException(PrintableText.of(file.toString()) + ": it cannot be read (" + e.getMessage()
                + "); give a copy from a disk that is well", e);
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
        ByteBuffer read = target.duplicate();
        fill(from, target, origin);
        long crc = crc(read.duplicate());
        Long before = passages.put(new Passage(from, read.remaining()), crc);
        if (before != null && before != crc) {
            changed = true;
        }
    }

    private static long crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /**
     * By a second reading, during which nothing was written: two readings alone may both have met a writer at the same place.
     * Where another file bears the name by now, this one can no longer be asked, but hardly be found by a writer either.
     */
    @Override
    public void requireUnchanged(Origin origin) throws IOException {
        FileState before = FileState.of(file);
        if (before.isOf(opened) && before.isFresh()) {
            FileState.rest();
        }
        boolean same = !changed && isAsRead(origin);
        FileState after = FileState.of(file);
        if (!same || after.isOf(opened) && !after.equals(before)) {
            throw written(origin);
        }
    }

    private static WeightFormatException written(Origin origin) {
        return origin.damage("was written to while it was read; read it again when it is whole");
    }

    private boolean isAsRead(Origin origin) throws IOException {
        int most = passages.keySet().stream().mapToInt(Passage::count).max().orElse(0);
        ByteBuffer again = ByteBuffer.allocate(most);
        for (Map.Entry<Passage, Long> passage : passages.entrySet()) {
            fill(passage.getKey().from(), again.clear().limit(passage.getKey().count()), origin);
            if (crc(again.flip()) != passage.getValue()) {
                return false;
            }
        }
        return true;
    }

    private void fill(long from, ByteBuffer target, Origin origin) throws IOException {
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
        } catch (WeightFormatException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private IOException interrupted(ClosedChannelException e) {
        return new IOException(
                PrintableText.of(file.toString()) + ": a thread was interrupted while it read; open the file again", e);
    }

    /** The whole of a file that is not too long and has checksums of its parts: read twice, so that the parts are of one file. */
    static byte[] whole(Path file, long most, String tooLong, int heapPerByte) throws IOException {
        Origin origin = Origin.ofFile(file.toString());
        FileBytes bytes = open(file);
        try {
            long size = bytes.size();
            if (size > most) {
                throw origin.damage(tooLong);
            }
            HeapRoom.require(size * heapPerByte, origin);
            byte[] all = bytes.read(0, size, origin);
            if (!bytes.isAsRead(origin)) {
                throw written(origin);
            }
            return all;
        } finally {
            bytes.close();
        }
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
