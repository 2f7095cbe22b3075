package org.derain4j.engine;

import java.util.Arrays;

/** A picture's colours as the network's values, in the picture's own channels: blue, green and red, or grey alone. */
interface Samples extends PixelSource {

    int height();

    int width();

    /** Of colour: 1 or 3. */
    int channels();

    /** Whether B, G and R are the same at every pixel; asked up to the first rows where they are not. */
    boolean isColourless();

    /** Gives a row. */
    void readOwn(int y, float[] values, int at);

    /** Of colour, in a row. */
    default int rowSamples() {
        return Math.multiplyExact(width(), channels());
    }

    default boolean isGrey() {
        return channels() == 1;
    }

    @Override
    default void read(int y, float[] bgr, int at) {
        readOwn(y, bgr, at);
        if (isGrey()) {
            Pixels.thrice(bgr, at, width());
        }
    }

    /** The network's pixels of a reduced copy. */
    default float[] reduced(WorkSize size) {
        float[] row = new float[rowSamples()];
        AreaMean reduced = new AreaMean(height(), width(), size, channels());
        for (int y = 0; y < height(); y++) {
            Interrupts.check();
            readOwn(y, row, 0);
            reduced.add(row, 0, y);
        }
        float[] means = reduced.means();
        if (!isGrey()) {
            return means;
        }
        float[] bgr = Arrays.copyOf(means, Math.multiplyExact(means.length, Padding.CHANNELS));
        Pixels.thrice(bgr, 0, means.length);
        return bgr;
    }
}
