package org.derain4j.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Some rows of a map, and the stretch of a file that holds them one after the other: a row begins with a block, and what its
 * last block has to spare is of no use.
 */
record RowStretch(MapView map, int fromRow, int toRow) {

    RowStretch {
        if (fromRow < 0 || toRow < fromRow || toRow > map.shape().height()) {
            throw new IllegalArgumentException("a map of " + map.shape() + " has no rows " + fromRow + " to " + toRow);
        }
    }

    long bytes() {
        return (toRow - fromRow) * ScratchFile.stride(map.rowFloats());
    }

    /**
     * Copies a piece of the stretch.
     *
     * @param from   where in the stretch the piece begins, in whole blocks
     * @param buffer the piece as it is in the file
     * @param filled whether the rows are taken from the buffer, rather than the buffer from the rows
     */
    void copy(long from, MemorySegment buffer, boolean filled) {
        long stride = ScratchFile.stride(map.rowFloats());
        int floats;
        for (long at = 0; at < buffer.byteSize(); at = Math.ceilDiv(at + (long) floats * Float.BYTES, ScratchFile.BLOCK)
                * ScratchFile.BLOCK) {
            int row = fromRow + (int) ((from + at) / stride);
            int first = (int) ((from + at) % stride / Float.BYTES);
            floats = (int) Math.min(map.rowFloats() - first, (buffer.byteSize() - at) / Float.BYTES);
            if (filled) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_FLOAT, at, map.array(row), map.offset(row) + first, floats);
            } else {
                MemorySegment.copy(map.array(row), map.offset(row) + first, buffer, ValueLayout.JAVA_FLOAT, at, floats);
            }
        }
    }
}
