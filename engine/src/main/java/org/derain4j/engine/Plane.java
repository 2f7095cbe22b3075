package org.derain4j.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * One channel of a pixel buffer, counted in samples.
 *
 * @param memory      where it lies
 * @param order       of a sample's bytes
 * @param bytes       of a sample
 * @param offset      of the upper left one
 * @param rowStride   from a row to the next
 * @param pixelStride from a pixel to the next
 */
record Plane(MemorySegment memory, ByteOrder order, int bytes, long offset, long rowStride, long pixelStride) {

    /** Where a row begins. */
    long row(int y) {
        return offset + y * rowStride;
    }

    /** Whether a sample's bytes are not in the machine's order. */
    boolean isSwapped() {
        return order != ByteOrder.nativeOrder();
    }

    /** Lets the platform say that the memory is gone, or another thread's. */
    void touch() {
        memory.get(ValueLayout.JAVA_BYTE, offset * bytes);
    }

    /** Whether both have the same samples. */
    boolean isWhere(Plane other) {
        return bytes == other.bytes && rowStride == other.rowStride && pixelStride == other.pixelStride
                && begin(0) == other.begin(0);
    }

    /** Whether they are two channels of the same pixels, one beside the other at each. */
    boolean isBeside(Plane other) {
        long apart = Math.abs(begin(0) - other.begin(0));
        return bytes == other.bytes && rowStride == other.rowStride && pixelStride == other.pixelStride && apart > 0
                && apart % bytes == 0 && apart < Math.min(Math.abs(rowStride), Math.abs(pixelStride)) * bytes;
    }

    /** Whether a row of the one, from its first sample to its last, has a byte of a row of the other. */
    boolean rowsMeet(Plane other, int height, int width) {
        if (memory.asOverlappingSlice(other.memory).isEmpty()) {
            return false;
        }
        int mine = 0;
        int its = 0;
        while (mine < height && its < height) {
            long from = lowest(mine, height, width);
            long to = other.lowest(its, height, width);
            if (from + reach(width) <= to) {
                mine++;
            } else if (to + other.reach(width) <= from) {
                its++;
            } else {
                return true;
            }
        }
        return false;
    }

    /** The lowest address of one of the rows, counted upwards in memory. */
    private long lowest(int i, int height, int width) {
        return begin(rowStride < 0 ? height - 1 - i : i) + Math.min(0, (width - 1) * pixelStride) * bytes;
    }

    /** Bytes from a row's lowest sample to the end of its highest. */
    private long reach(int width) {
        return ((width - 1) * Math.abs(pixelStride) + 1) * bytes;
    }

    /** The address of a row: within the array, for arrays. */
    private long begin(int y) {
        return memory.address() + row(y) * bytes;
    }
}
