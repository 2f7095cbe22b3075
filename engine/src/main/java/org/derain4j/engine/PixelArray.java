package org.derain4j.engine;

/**
 * Pixels as one array.
 *
 * @param values interleaved B, G, R, row by row
 * @param width  columns
 */
record PixelArray(float[] values, int width) implements PixelSource, PixelSink {

    /** Of that size, zeros at first. */
    static PixelArray of(int height, int width) {
        return new PixelArray(new float[Math.toIntExact(floats(height, width))], width);
    }

    static long floats(int height, int width) {
        return (long) height * width * Padding.CHANNELS;
    }

    @Override
    public void read(int y, float[] bgr, int at) {
        System.arraycopy(values, y * row(), bgr, at, row());
    }

    @Override
    public void write(int y, float[] bgr, int at) {
        System.arraycopy(bgr, at, values, y * row(), row());
    }

    private int row() {
        return width * Padding.CHANNELS;
    }
}
