package org.derain4j.kernels.plain;

import static org.derain4j.kernels.plain.PlainMicrokernels.fma;

import org.derain4j.kernels.tiled.TileLoops;

/**
 * The microkernel in plain loops: 3 steps of depth for 3 pixels at once, so that a vector of sums is loaded and stored once
 * for nine products.
 *
 * <p>C2 vectorises a loop that stores only where it can tell that no store meets another array's load. Of two arrays with
 * offsets of their own it cannot (before JDK 26), of arrays with the same index plus constants it can. So the weights of
 * the steps in hand and the sums are copied to arrays of their own that begin at the same index (kernels/NOTES.md).
 */
final class PlainTile implements TileLoops {

    /** Output pixels of a tile: enough to pay for copying the weights. */
    static final int PIXELS = 12;

    /** Output channels of a tile. */
    static final int CHANNELS = 32;

    /** Pixels, and steps of depth, in one loop. */
    private static final int TOGETHER = 3;

    /** C2 takes the first rounds of any loop one by one. They shall meet lanes that nobody reads. */
    private static final int IDLE = 4;

    private static final int ROW = IDLE + CHANNELS;

    /**
     * One thread's arrays: the weights, then the sums of some pixels each. Nothing in them is a class of ours: a caller's thread
     * may keep them for longer than there is a backend, and with them the class loader, were it so.
     */
    private final ThreadLocal<float[][]> copies = ThreadLocal.withInitial(PlainTile::newCopies);

    private static float[][] newCopies() {
        float[][] arrays = new float[1 + PIXELS / TOGETHER][TOGETHER * ROW];
        arrays[0] = new float[IDLE + TOGETHER * CHANNELS];
        return arrays;
    }

    @Override
    public void accumulate(float[] in, int i, int pitch, float[] filter, int f, int depth, float[] start, int b,
            int startPitch, float[] sums, int s, int sumPitch, int pixels) {
        float[][] mine = copies.get();
        for (int p = 0; p < pixels; p += PIXELS) {
            tile(in, i + p * pitch, pitch, filter, f, depth, start, b + p * startPitch, startPitch, sums,
                    s + p * sumPitch, sumPitch, mine);
        }
    }

    private static void tile(float[] in, int i, int pitch, float[] filter, int f, int depth, float[] start, int b,
            int startPitch, float[] sums, int s, int sumPitch, float[][] mine) {
        for (int p = 0; p < PIXELS; p++) {
            System.arraycopy(start, b + p * startPitch, mine[1 + p / TOGETHER], p % TOGETHER * ROW + IDLE, CHANNELS);
        }
        int whole = depth - depth % TOGETHER;
        for (int k = 0; k < whole; k += TOGETHER) {
            System.arraycopy(filter, f + k * CHANNELS, mine[0], IDLE, TOGETHER * CHANNELS);
            for (int p = 0; p < PIXELS; p += TOGETHER) {
                threeSteps(in, i + p * pitch + k, pitch, mine[0], mine[1 + p / TOGETHER]);
            }
        }
        for (int k = whole; k < depth; k++) {
            System.arraycopy(filter, f + k * CHANNELS, mine[0], IDLE, CHANNELS);
            for (int p = 0; p < PIXELS; p += TOGETHER) {
                oneStep(in, i + p * pitch + k, pitch, mine[0], mine[1 + p / TOGETHER]);
            }
        }
        for (int p = 0; p < PIXELS; p++) {
            System.arraycopy(mine[1 + p / TOGETHER], p % TOGETHER * ROW + IDLE, sums, s + p * sumPitch, CHANNELS);
        }
    }

    private static void threeSteps(float[] in, int i, int pitch, float[] weights, float[] sums) {
        float a0 = in[i];
        float a1 = in[i + 1];
        float a2 = in[i + 2];
        float b0 = in[i + pitch];
        float b1 = in[i + pitch + 1];
        float b2 = in[i + pitch + 2];
        float c0 = in[i + 2 * pitch];
        float c1 = in[i + 2 * pitch + 1];
        float c2 = in[i + 2 * pitch + 2];
        for (int j = 0; j < ROW; j++) {
            float w0 = weights[j];
            float w1 = weights[j + CHANNELS];
            float w2 = weights[j + 2 * CHANNELS];
            sums[j] = fma(a2, w2, fma(a1, w1, fma(a0, w0, sums[j])));
            sums[j + ROW] = fma(b2, w2, fma(b1, w1, fma(b0, w0, sums[j + ROW])));
            sums[j + 2 * ROW] = fma(c2, w2, fma(c1, w1, fma(c0, w0, sums[j + 2 * ROW])));
        }
    }

    private static void oneStep(float[] in, int i, int pitch, float[] weights, float[] sums) {
        float a = in[i];
        float b = in[i + pitch];
        float c = in[i + 2 * pitch];
        for (int j = 0; j < ROW; j++) {
            float w = weights[j];
            sums[j] = fma(a, w, sums[j]);
            sums[j + ROW] = fma(b, w, sums[j + ROW]);
            sums[j + 2 * ROW] = fma(c, w, sums[j + 2 * ROW]);
        }
    }
}
