package org.derain4j.engine;

import org.derain4j.kernels.backend.LevelTransfer;

/** Where the network's pixels come from, row by row: a picture, or an array. */
interface PixelSource {

    /**
     * Gives a row. Rows are asked for in order, but for the few that are reflected at the lower edge, and again from the first
     * on where a device has failed.
     *
     * @param y   which
     * @param bgr takes its interleaved B, G, R in [-1, 1]
     * @param at  where the row begins there
     */
    void read(int y, float[] bgr, int at);

    /**
     * The same rows as bytes.
     *
     * @return gives interleaved B, G, R of rows in that order, whose values are those of {@link Pixels#value}; null where the pixels
     *         are no bytes
     */
    default LevelTransfer.Source levelSource() {
        return null;
    }
}
