package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import org.derain4j.kernels.tiled.TileLoops;

/**
 * The microkernel: {@value #PIXELS} pixels x 2 vectors of output channels, one row of taps. In NHWC the inputs of a row of
 * taps are contiguous, so all of it is one flat loop over {@code taps * channels} with 12 accumulators, 2 weights and 1
 * broadcast: 15 of AVX2's 16 registers.
 *
 * <p>One loop and one int induction variable, on {@code float[]}: with a second loop around it, or on memory segments, C2
 * keeps the bounds checks inside (kernels/NOTES.md, "storage").
 */
final class ConvTile implements TileLoops {

    /** Output pixels of a tile. */
    static final int PIXELS = 6;

    /** Output channels of a tile. */
    static final int CHANNELS = 2 * N;

    @Override
    public void accumulate(float[] in, int i, int pitch, float[] filter, int f, int depth, float[] start, int b,
            int startPitch, float[] sums, int s, int sumPitch, int pixels) {
        for (int p = 0; p < pixels; p += PIXELS) {
            tile(in, i + p * pitch, pitch, filter, f, depth, start, b + p * startPitch, startPitch, sums,
                    s + p * sumPitch, sumPitch);
        }
    }

    private static void tile(float[] in, int i, int pitch, float[] filter, int f, int depth, float[] start, int b,
            int startPitch, float[] sums, int s, int sumPitch) {
        FloatVector a0 = load(start, b);
        FloatVector a1 = load(start, b + N);
        FloatVector b0 = load(start, b + startPitch);
        FloatVector b1 = load(start, b + startPitch + N);
        FloatVector c0 = load(start, b + 2 * startPitch);
        FloatVector c1 = load(start, b + 2 * startPitch + N);
        FloatVector d0 = load(start, b + 3 * startPitch);
        FloatVector d1 = load(start, b + 3 * startPitch + N);
        FloatVector e0 = load(start, b + 4 * startPitch);
        FloatVector e1 = load(start, b + 4 * startPitch + N);
        FloatVector f0 = load(start, b + 5 * startPitch);
        FloatVector f1 = load(start, b + 5 * startPitch + N);
        final int ib = i + pitch;
        final int ic = i + 2 * pitch;
        final int id = i + 3 * pitch;
        final int ie = i + 4 * pitch;
        final int ig = i + 5 * pitch;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = load(filter, f + k * 2 * N);
            FloatVector w1 = load(filter, f + k * 2 * N + N);
            FloatVector x = FloatVector.broadcast(S, in[i + k]);
            a0 = x.fma(w0, a0);
            a1 = x.fma(w1, a1);
            x = FloatVector.broadcast(S, in[ib + k]);
            b0 = x.fma(w0, b0);
            b1 = x.fma(w1, b1);
            x = FloatVector.broadcast(S, in[ic + k]);
            c0 = x.fma(w0, c0);
            c1 = x.fma(w1, c1);
            x = FloatVector.broadcast(S, in[id + k]);
            d0 = x.fma(w0, d0);
            d1 = x.fma(w1, d1);
            x = FloatVector.broadcast(S, in[ie + k]);
            e0 = x.fma(w0, e0);
            e1 = x.fma(w1, e1);
            x = FloatVector.broadcast(S, in[ig + k]);
            f0 = x.fma(w0, f0);
            f1 = x.fma(w1, f1);
        }
        a0.intoArray(sums, s);
        a1.intoArray(sums, s + N);
        b0.intoArray(sums, s + sumPitch);
        b1.intoArray(sums, s + sumPitch + N);
        c0.intoArray(sums, s + 2 * sumPitch);
        c1.intoArray(sums, s + 2 * sumPitch + N);
        d0.intoArray(sums, s + 3 * sumPitch);
        d1.intoArray(sums, s + 3 * sumPitch + N);
        e0.intoArray(sums, s + 4 * sumPitch);
        e1.intoArray(sums, s + 4 * sumPitch + N);
        f0.intoArray(sums, s + 5 * sumPitch);
        f1.intoArray(sums, s + 5 * sumPitch + N);
    }

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(S, array, offset);
    }
}
