package org.derain4j.engine;

import java.awt.image.BufferedImage;

/**
 * The network's pixels: interleaved B, G, R in [-1, 1].
 */
public final class Pixels {

    /** {@code x / 127.5 - 1} in double, rounded once, as NumPy feeds it to the placeholder. */
    private static final float[] NETWORK = new float[256];

    static {
        for (int x = 0; x < NETWORK.length; x++) {
            NETWORK[x] = (float) (x / 127.5 - 1);
        }
    }

    private Pixels() {}

    /**
     * The picture as the network sees it. Grey pictures give three equal channels, alpha is ignored.
     *
     * @param picture 8 bits per channel; others are converted
     * @return {@code [height * width * 3]}
     */
    public static float[] network(BufferedImage picture) {
        return new Picture(picture).network();
    }

    /**
     * The network's value of a byte.
     *
     * @param level 0 to 255
     * @return -1 to 1
     */
    public static float value(int level) {
        return NETWORK[level];
    }

    /**
     * The byte of a result.
     *
     * @param value    about -1 to 1
     * @param rounding nearest or official
     * @return 0 to 255
     */
    public static int level(float value, Rounding rounding) {
        float scaled = Math.clamp((value + 1) * 127.5f, 0f, 255f);
        return switch (rounding) {
            case NEAREST -> Math.round(scaled);
            case OFFICIAL -> (int) scaled;
        };
    }
}
