package org.derain4j.kernels.tiled;

/** Takes a tile's finished sums to memory. */
interface TileSink {

    /** Tiles of sums that belong together: 1, or one per gate. */
    int tilesTogether();

    /** Tiles of scratch wanted behind the last sums. */
    default int extraTiles() {
        return 0;
    }

    /**
     * Stores a tile.
     *
     * @param scratch its sums hold {@code [tilesTogether][pixels][channels]} of {@link Arithmetic}
     * @param s       where they begin
     * @param tile    which channels: the tile's number
     * @param y       output row
     * @param x       output column of the first pixel
     * @param step    columns from one pixel to the next
     * @param pixels  how many of the tile's pixels are real
     */
    void store(Scratch scratch, int s, int tile, int y, int x, int step, int pixels);
}
