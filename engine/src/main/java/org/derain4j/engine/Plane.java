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

    /**
     * Whether a sample of the one has a byte of a sample of the other. With the same strides that is exact; with others, what lies
     * between the samples of a row counts as theirs.
     *
     * @param otherRow whether samples that are the same, in the same row, do not count
     */
    boolean meets(Plane other, int height, int width, boolean otherRow) {
        if (memory.asOverlappingSlice(other.memory).isEmpty()) {
            return false;
        }
        boolean alike = bytes == other.bytes && rowStride == other.rowStride && pixelStride == other.pixelStride;
        return alike ? samplesMeet(other, height, width, otherRow) : rowsMeet(other, height, width);
    }

    /** Row by row that the other may be above or below, how far it is to the left or to the right. */
    private boolean samplesMeet(Plane other, int height, int width, boolean otherRow) {
        for (int down = 1 - height; down < height; down++) {
            long apart = begin(0) - other.begin(0) - down * rowStride * bytes;
            long across = width == 1 ? 0 : Math.floorDiv(apart, pixelStride * bytes);
            for (long right = across; right <= across + 1; right++) {
                long rest = Math.abs(apart - right * pixelStride * bytes);
                if (Math.abs(right) < width && rest < bytes && !(otherRow && down == 0 && rest == 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean rowsMeet(Plane other, int height, int width) {
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
