package org.derain4j.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads the numbers of tables and protocol buffers from a stretch of a file, and never past its end. */
final class ByteCursor {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final String part;
    private final Origin origin;
    private long position;

    /** Messages say that {@code part} of the origin is damaged. */
    ByteCursor(MemorySegment bytes, String part, Origin origin) {
        this.bytes = bytes;
        this.part = part;
        this.origin = origin;
    }

    boolean hasMore() {
        return position < bytes.byteSize();
    }

    int fixed32() throws WeightFormatException {
        return take(Integer.BYTES).get(INT, 0);
    }

    long fixed64() throws WeightFormatException {
        return take(Long.BYTES).get(LONG, 0);
    }

    /** A base-128 number of up to 64 bits, lowest seven first, in its shortest form: no flipped bit goes unseen. */
    long varint() throws WeightFormatException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = take(1).get(ValueLayout.JAVA_BYTE, 0);
            if (shift == 63 && (next & 0xfe) != 0) {
                break;
            }
            value |= (next & 0x7fL) << shift;
            if (next == 0 && shift > 0) {
                throw damage("a number in it is longer than it needs to be");
            }
            if (next >= 0) {
                return value;
            }
        }
        throw damage("a number in it has more than 64 bits");
    }

    /** The next bytes, as a view. */
    MemorySegment take(long count) throws WeightFormatException {
        if (count < 0 || count > bytes.byteSize() - position) {
            throw damage("it ends in the middle of a value");
        }
        MemorySegment taken = bytes.asSlice(position, count);
        position += count;
        return taken;
    }

    WeightFormatException damage(String problem) {
        return origin.damage(part + " is damaged: " + problem);
    }
}
