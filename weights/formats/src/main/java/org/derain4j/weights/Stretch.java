package org.derain4j.weights;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * The bytes of one tensor within a file, handed out piece by piece, so that they are never in memory as a whole beside the
 * values that are made of them.
 */
final class Stretch {

    /** A multiple of every element's size, and so little that buffers of it do not call for a collection of garbage. */
    static final int PIECE = 1 << 15;

    private final ByteSource file;
    private final long begin;
    private final long size;
    private final OptionalInt crc;
    private final Origin origin;

    /**
     * Refuses bytes that the file does not have, so that nobody allocates memory for them.
     *
     * @param crc their masked checksum, where there is one
     */
    Stretch(ByteSource file, long begin, long size, OptionalInt crc, Origin origin) throws IOException {
        long end = file.size();
        if (begin < 0 || begin > end || size > end - begin) {
            throw origin.damage("its %d bytes from %d reach past the end of the file, at %d; get a fresh copy"
                    .formatted(size, begin, end));
        }
        this.file = file;
        this.begin = begin;
        this.size = size;
        this.crc = crc;
        this.origin = origin;
    }

    /** Takes one piece after another; a piece is valid until the next. */
    @FunctionalInterface
    interface Taker {

        void take(MemorySegment piece, long at);
    }

    long size() {
        return size;
    }

    /** Hands out all pieces in order, and verifies the checksum of just these bytes: what was taken counts only afterwards. */
    void read(Taker taker) throws IOException {
        byte[] buffer = new byte[(int) Math.min(PIECE, size)];
        CRC32C found = new CRC32C();
        for (long at = 0; at < size; at += buffer.length) {
            int count = (int) Math.min(buffer.length, size - at);
            file.read(begin + at, ByteBuffer.wrap(buffer, 0, count), origin);
            if (crc.isPresent()) {
                found.update(buffer, 0, count);
            }
            taker.take(MemorySegment.ofArray(buffer).asSlice(0, count), at);
        }
        if (crc.isPresent()) {
            MaskedCrc.verify(MaskedCrc.of(found), crc.getAsInt(), "its data", origin);
        }
    }
}
