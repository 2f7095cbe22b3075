package org.derain4j.engine;

/**
 * How tiles of one length lie along a side of a picture: the first at its beginning, the last at its end, the others evenly
 * between, each over a part of the next. In the middle of that part one gives way to the other by a raised cosine.
 *
 * @param tile    pixels of each
 * @param ramp    pixels on which one gives way to the next, fewer than any two have in common
 * @param origins where each begins
 */
record TiledSide(int tile, int ramp, int[] origins) {

    /** The network halves its coarsest maps once more: tiles that begin at eights see the rows that the whole picture's would. */
    private static final int STEP = 8;

    /** Of a tile. */
    private static final int SHARE = 4;

    /** In pixels. More costs time and gains little: what is not exact then comes from the averages over the tile. */
    private static final int WIDEST = 64;

    /** Weights are multiples of a 4096th, so that they and their products add up to 1 in floats, too. */
    private static final float UNIT = 1 << 12;

    /**
     * Tiles along a side.
     *
     * @param length of the side, a multiple of 4
     * @param most   of a tile, a multiple of 4; it is 4 shorter where the picture's length asks for that, so that all begin at eights
     */
    static TiledSide of(int length, int most) {
        if (length <= most) {
            return new TiledSide(length, 0, new int[1]);
        }
        int tile = most - (length - most) % STEP;
        int overlap = Math.min(WIDEST, most / SHARE / STEP * STEP);
        int steps = Math.ceilDiv(length - tile, (tile - overlap) / STEP * STEP);
        int[] origins = new int[steps + 1];
        for (int i = 1; i <= steps; i++) {
            origins[i] = (int) ((long) i * (length - tile) / steps / STEP * STEP);
        }
        return new TiledSide(tile, overlap, origins);
    }

    int count() {
        return origins.length;
    }

    int origin(int index) {
        return origins[index];
    }

    /** How much each pixel of a tile counts, from 0 to 1; those of all tiles at a place of the picture add up to 1. */
    float[] weights(int index) {
        float[] weights = new float[tile];
        for (int i = 0; i < tile; i++) {
            int place = origins[index] + i;
            weights[i] = (index == 0 ? 1 : risen(place, index)) - (index == count() - 1 ? 0 : risen(place, index + 1));
        }
        return weights;
    }

    /** How far that tile has taken over from the one before. */
    private float risen(int place, int index) {
        int begin = (origins[index] + origins[index - 1] + tile - ramp) / 2;
        double way = Math.clamp((place - begin + 0.5) / ramp, 0, 1);
        return (float) Math.rint((1 - Math.cos(Math.PI * way)) / 2 * UNIT) / UNIT;
    }
}
