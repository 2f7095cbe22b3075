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
     * @param picture any kind, with all of its bits up to 16
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
        return level(value, addend(rounding));
    }

    /** The network's values of bytes, from a place on and as far as both reach. */
    static void values(byte[] levels, float[] values, int from) {
        int count = Math.min(levels.length, values.length - from);
        for (int i = 0; i < count; i++) {
            values[from + i] = NETWORK[Byte.toUnsignedInt(levels[i])];
        }
    }

    /**
     * The same of 16 bits. Those of a byte times 257, which is the same level, give the same value: the quotient is the same
     * before it is rounded.
     */
    static void values(short[] levels, float[] values, int from) {
        int count = Math.min(levels.length, values.length - from);
        for (int i = 0; i < count; i++) {
            values[from + i] = (float) (Short.toUnsignedInt(levels[i]) / 32767.5 - 1);
        }
    }

    /** The bytes of results, from a place on and as far as both reach. */
    static void levels(float[] values, int from, byte[] levels, Rounding rounding) {
        double addend = addend(rounding);
        int count = Math.min(levels.length, values.length - from);
        for (int i = 0; i < count; i++) {
            levels[i] = (byte) level(values[from + i], addend);
        }
    }

    /** The same with 16 bits; in double, since floats have only eight more, which the sum and the product would use up. */
    static void levels(float[] values, int from, short[] levels, Rounding rounding) {
        double addend = addend(rounding);
        int count = Math.min(levels.length, values.length - from);
        for (int i = 0; i < count; i++) {
            levels[i] = (short) (int) (Math.clamp((values[from + i] + 1.0) * 32767.5, 0, 65535) + addend);
        }
    }

    /** One half is added in double, where that is exact; loops of this become vectors, those of {@code Math.round} do not. */
    private static int level(float value, double addend) {
        return (int) (Math.clamp((value + 1) * 127.5f, 0f, 255f) + addend);
    }

    /** What is added before the fraction is dropped. */
    private static double addend(Rounding rounding) {
        return switch (rounding) {
            case NEAREST -> 0.5;
            case OFFICIAL -> 0;
        };
    }
}
