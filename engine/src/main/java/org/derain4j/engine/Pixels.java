package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.util.Objects;

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
        Objects.requireNonNull(picture, "picture");
        Picture samples = new Picture(picture);
        PixelArray pixels = PixelArray.of(samples.height(), samples.width());
        for (int y = 0; y < samples.height(); y++) {
            samples.read(y, pixels.values(), y * Padding.CHANNELS * samples.width());
        }
        return pixels.values();
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
        Objects.requireNonNull(rounding, "rounding");
        return level(value, addend(rounding));
    }

    /** The network's values of all bytes. */
    static float[] ofLevels() {
        return NETWORK.clone();
    }

    /** The network's values of so many bytes, each from a place on. */
    static void values(byte[] levels, int from, int count, float[] values, int at) {
        for (int i = 0; i < count; i++) {
            values[at + i] = NETWORK[Byte.toUnsignedInt(levels[from + i])];
        }
    }

    /**
     * The same of 16 bits. Those of a byte times 257, which is the same level, give the same value: the quotient is the same
     * before it is rounded.
     */
    static void values(short[] levels, int from, int count, float[] values, int at) {
        for (int i = 0; i < count; i++) {
            values[at + i] = (float) (Short.toUnsignedInt(levels[from + i]) / 32767.5 - 1);
        }
    }

    /** The same of floats from 0 to 1; in double, as the others. */
    static void values(float[] fractions, int from, int count, float[] values, int at) {
        for (int i = 0; i < count; i++) {
            values[at + i] = (float) (fractions[from + i] * 2.0 - 1);
        }
    }

    /** The floats from 0 to 1 of so many results, neither rounded nor clipped. */
    static void fractions(float[] values, int at, float[] fractions, int from, int count) {
        for (int i = 0; i < count; i++) {
            fractions[from + i] = (float) ((values[at + i] + 1.0) / 2);
        }
    }

    /** The bytes of so many results, each from a place on. */
    static void levels(float[] values, int at, byte[] levels, int from, int count, Rounding rounding) {
        double addend = addend(rounding);
        for (int i = 0; i < count; i++) {
            levels[from + i] = (byte) level(values[at + i], addend);
        }
    }

    /** The same with 16 bits; in double, since floats have only eight more, which the sum and the product would use up. */
    static void levels(float[] values, int at, short[] levels, int from, int count, Rounding rounding) {
        double addend = addend(rounding);
        for (int i = 0; i < count; i++) {
            levels[from + i] = (short) (int) (Math.clamp((values[at + i] + 1.0) * 32767.5, 0, 65535) + addend);
        }
    }

    /** Each of the first values three times, in place: from the last one on, so that none is lost before it is read. */
    static void thrice(float[] values, int at, int pixels) {
        for (int i = pixels - 1; i >= 0; i--) {
            float value = values[at + i];
            values[at + 3 * i] = value;
            values[at + 3 * i + 1] = value;
            values[at + 3 * i + 2] = value;
        }
    }

    /** The mean of B, G and R of so many pixels. */
    static void means(float[] bgr, int at, float[] means, int pixels) {
        for (int i = 0; i < pixels; i++) {
            means[i] = (bgr[at + 3 * i] + bgr[at + 3 * i + 1] + bgr[at + 3 * i + 2]) / 3;
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
