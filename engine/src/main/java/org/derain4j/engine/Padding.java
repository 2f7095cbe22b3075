package org.derain4j.engine;

import org.derain4j.kernels.program.Shape;

/**
 * Any size to the network's multiples of 4: bottom and right are extended by reflection that does not repeat the edge
 * (NumPy's {@code reflect}); a single row or column is repeated.
 *
 * @param height       of the picture
 * @param width        of the picture
 * @param paddedHeight the next multiple of 4
 * @param paddedWidth  the next multiple of 4
 */
record Padding(int height, int width, int paddedHeight, int paddedWidth) {

    private static final int MULTIPLE = 4;
    private static final int CHANNELS = 3;

    /** Three floats of each must fit one array. */
    private static final int MAX_PIXELS = (Integer.MAX_VALUE - 8) / CHANNELS;

    static Padding of(int height, int width) {
        return new Padding(height, width, roundUp(height), roundUp(width));
    }

    /**
     * The same, if arrays can hold the picture and a row of the widest map.
     *
     * @param channels of the network
     * @throws PictureException if they cannot
     */
    static Padding within(int height, int width, int channels) {
        long widest = Shape.MAX_ROW_FLOATS / (4L * channels) - 4;
        if (height < 1 || width < 1 || width > widest || (height + 3L) * (width + 3L) > MAX_PIXELS) {
            throw new PictureException(
                    "a picture of %d x %d is beyond what can be held: up to %d columns and %d pixels; cut or"
                            .formatted(width, height, widest, MAX_PIXELS) + " scale it down");
        }
        return of(height, width);
    }

    /**
     * Refuses an array that is no picture of that size.
     *
     * @throws IllegalArgumentException naming both
     */
    static void requirePixels(float[] bgr, int height, int width) {
        if (height < 1 || width < 1 || bgr.length != (long) height * width * CHANNELS) {
            throw new IllegalArgumentException(bgr.length + " values are not " + height + " x " + width + " x 3");
        }
    }

    private static int roundUp(int size) {
        return Math.multiplyExact((size + MULTIPLE - 1) / MULTIPLE, MULTIPLE);
    }

    boolean isNone() {
        return height == paddedHeight && width == paddedWidth;
    }

    /** Interleaved pixels, extended. */
    float[] pad(float[] pixels) {
        if (isNone()) {
            return pixels;
        }
        float[] padded = new float[Math.multiplyExact(Math.multiplyExact(paddedHeight, paddedWidth), CHANNELS)];
        for (int y = 0; y < paddedHeight; y++) {
            int from = reflect(y, height) * width * CHANNELS;
            int to = y * paddedWidth * CHANNELS;
            System.arraycopy(pixels, from, padded, to, width * CHANNELS);
            for (int x = width; x < paddedWidth; x++) {
                System.arraycopy(pixels, from + reflect(x, width) * CHANNELS, padded, to + x * CHANNELS, CHANNELS);
            }
        }
        return padded;
    }

    /** The picture's part of padded pixels. */
    float[] crop(float[] padded) {
        if (isNone()) {
            return padded;
        }
        float[] pixels = new float[height * width * CHANNELS];
        for (int y = 0; y < height; y++) {
            System.arraycopy(padded, y * paddedWidth * CHANNELS, pixels, y * width * CHANNELS, width * CHANNELS);
        }
        return pixels;
    }

    /** a b c d e becomes a b c d e d c b a b ... */
    static int reflect(int i, int size) {
        if (size == 1) {
            return 0;
        }
        int period = 2 * (size - 1);
        int folded = i % period;
        return folded < size ? folded : period - folded;
    }
}
