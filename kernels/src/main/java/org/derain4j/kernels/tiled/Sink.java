package org.derain4j.kernels.tiled;

/**
 * Takes a row of finished sums to memory, some of the filter's columns at a time. The columns that belong together are a
 * block: up to {@link #BLOCK_COLUMNS} channels, or those of every gate for some of the features.
 */
interface Sink {

    /** Columns that a block should have at most: one cache line times four, so that memory is written in long runs. */
    int BLOCK_COLUMNS = 64;

    /** The filter's column of every lane, block after block, or {@link PackedFilter#NO_COLUMN}. */
    int[] columns();

    /** Lanes of a block, in whole tiles. */
    int blockColumns();

    /** Floats of {@link Scratch#state} for every pixel of a row. */
    default int stateColumns() {
        return 0;
    }

    /**
     * Stores neighbouring pixels of a row.
     *
     * @param scratch its sums hold {@code [pixels][blockColumns]} and may be overwritten
     * @param s       where they begin
     * @param block   which columns
     * @param y       output row
     * @param x       output column of the first pixel
     * @param pixels  how many
     */
    void store(Scratch scratch, int s, int block, int y, int x, int pixels);

    /** Copies some values of every pixel. */
    static void copy(float[] from, int f, int fromPitch, float[] to, int t, int toPitch, int values, int pixels) {
        for (int p = 0; p < pixels; p++) {
            System.arraycopy(from, f + p * fromPitch, to, t + p * toPitch, values);
        }
    }
}
