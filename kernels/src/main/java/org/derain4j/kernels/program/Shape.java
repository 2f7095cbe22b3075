package org.derain4j.kernels.program;

/**
 * The extent of one feature map, NHWC with N = 1.
 *
 * @param height   rows
 * @param width    columns
 * @param channels values per pixel
 */
public record Shape(int height, int width, int channels) {

    /** The most values that a row may have: what every backend can hold in one piece. */
    public static final int MAX_ROW_FLOATS = 1 << 28;

    /**
     * Checks the extent.
     *
     * @throws IllegalArgumentException if any part is below 1
     */
    public Shape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("shape " + height + "x" + width + "x" + channels + " has an empty side");
        }
    }

    /**
     * The number of pixels.
     *
     * @return height x width
     */
    public long pixels() {
        return (long) height * width;
    }

    /**
     * The number of values in the map.
     *
     * @return height x width x channels
     */
    public long floats() {
        return (long) height * rowFloats();
    }

    /**
     * The number of values in one row.
     *
     * @return width x channels
     * @throws ArithmeticException if one row has more than 2^31 - 1 values
     */
    public int rowFloats() {
        return Math.multiplyExact(width, channels);
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
