package org.derain4j.kernels.tiled;

/**
 * Element by element over one row of a map. Per-channel values come as a table whose length is a multiple of both the
 * channels and the lanes ({@link #periodic}), so that any number of channels runs in whole vectors.
 */
public interface ElementLoops {

    /** Repeats per-channel values to the least common multiple of their number and the lanes. */
    static float[] periodic(float[] perChannel, int lanes) {
        int length = perChannel.length;
        while (length % lanes != 0) {
            length += perChannel.length;
        }
        float[] table = new float[length];
        for (int i = 0; i < length; i++) {
            table[i] = perChannel[i % perChannel.length];
        }
        return table;
    }

    /** {@code to = a + sign * b}. */
    void add(float[] a, int ai, float[] b, int bi, float sign, float[] to, int ti, int floats);

    /** {@code to = skip + x * scale[channel]}. */
    void scaleAdd(float[] x, int xi, float[] scale, float[] skip, int si, float[] to, int ti, int floats);

    /** {@code to = x < 0 ? x * slope[channel] : x}. */
    void prelu(float[] x, int xi, float[] slope, float[] to, int ti, int floats);

    /** Adds a row onto sums that repeat like {@link #periodic}. */
    void sum(float[] x, int xi, int floats, float[] sums);

    /**
     * Bias and PReLU: {@code to = prelu(x + bias)}.
     *
     * @param p      the parameters
     * @param c      where in their tables to begin, a multiple of the lanes
     * @param floats how many values; beyond the end of the tables they begin again
     */
    void finish(Parameters p, int c, float[] x, int xi, float[] to, int ti, int floats);

    /** Bias, PReLU and a sum: {@code to = add + sign * prelu(x + bias)}. */
    void finishAndAdd(Parameters p, int c, float[] x, int xi, float[] add, int ai, float[] to, int ti, int floats);

    /**
     * An epilogue's parameters per channel, {@link #periodic}.
     *
     * @param bias  added first
     * @param slope for negative values
     * @param sign  1, or -1 where the result is subtracted from the other map
     */
    record Parameters(float[] bias, float[] slope, float sign) {}
}
