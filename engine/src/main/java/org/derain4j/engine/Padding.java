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
    static final int CHANNELS = 3;

    /** What a {@link java.awt.image.BufferedImage} can hold. */
    private static final int MAX_PIXELS = Integer.MAX_VALUE;

    static Padding of(int height, int width) {
        return new Padding(height, width, Math.toIntExact(roundUp(height)), Math.toIntExact(roundUp(width)));
    }

    /**
     * The same, if the picture and a row of the widest map can be held.
     *
     * @param channels of the network
     * @throws IllegalArgumentException if a side is below 1
     * @throws PictureException         if they cannot
     */
    static Padding within(int height, int width, int channels) {
        requirePicture(height, width);
        long widest = Shape.MAX_ROW_FLOATS / (4L * channels) - 4;
        if (width > widest || roundUp(height) * roundUp(width) > MAX_PIXELS) {
            throw new PictureException(
                    "a picture of %d x %d is beyond what can be held: up to %d columns and %d pixels; cut or"
                            .formatted(width, height, widest, MAX_PIXELS) + " scale it down");
        }
        return of(height, width);
    }

    /**
     * Refuses what is no size of a picture.
     *
     * @throws IllegalArgumentException naming both sides
     */
    static void requirePicture(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a picture of %d rows and %d columns; give at least 1 each".formatted(height, width));
        }
    }

    /**
     * The same, and an array that is no picture of that size.
     *
     * @throws IllegalArgumentException naming both
     */
    static void requirePixels(float[] bgr, int height, int width) {
        requirePicture(height, width);
        if (bgr.length != PixelArray.floats(height, width)) {
            throw new IllegalArgumentException(bgr.length + " values are not " + height + " x " + width + " x 3");
        }
    }

    private static long roundUp(int size) {
        return (size - 1L + MULTIPLE) / MULTIPLE * MULTIPLE;
    }

    boolean isNone() {
        return height == paddedHeight && width == paddedWidth;
    }

    /** Extends a row of interleaved pixels, in place. */
    void extend(float[] row, int at) {
        for (int x = width; x < paddedWidth; x++) {
            System.arraycopy(row, at + reflect(x, width) * CHANNELS, row, at + x * CHANNELS, CHANNELS);
        }
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
