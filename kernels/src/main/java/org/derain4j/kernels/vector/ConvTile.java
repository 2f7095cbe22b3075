package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
    public void accumulate(float[] in, int i, int pitch, float[] filter, int f, int depth, float[] sums, int s) {
        FloatVector a0 = load(sums, s);
        FloatVector a1 = load(sums, s + N);
        FloatVector b0 = load(sums, s + 2 * N);
        FloatVector b1 = load(sums, s + 3 * N);
        FloatVector c0 = load(sums, s + 4 * N);
        FloatVector c1 = load(sums, s + 5 * N);
        FloatVector d0 = load(sums, s + 6 * N);
        FloatVector d1 = load(sums, s + 7 * N);
        FloatVector e0 = load(sums, s + 8 * N);
        FloatVector e1 = load(sums, s + 9 * N);
        FloatVector f0 = load(sums, s + 10 * N);
        FloatVector f1 = load(sums, s + 11 * N);
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
        b0.intoArray(sums, s + 2 * N);
        b1.intoArray(sums, s + 3 * N);
        c0.intoArray(sums, s + 4 * N);
        c1.intoArray(sums, s + 5 * N);
        d0.intoArray(sums, s + 6 * N);
        d1.intoArray(sums, s + 7 * N);
        e0.intoArray(sums, s + 8 * N);
        e1.intoArray(sums, s + 9 * N);
        f0.intoArray(sums, s + 10 * N);
        f1.intoArray(sums, s + 11 * N);
    }

    @Override
    public void finish(Parameters e, int c, float[] sums, int s, float[] add, int a, int addPitch, float[] to, int t,
            int pitch, int pixels) {
        for (int v = 0; v < CHANNELS; v += N) {
            FloatVector biases = load(e.bias(), c + v);
            FloatVector slopes = load(e.slope(), c + v);
            FloatVector signs = FloatVector.broadcast(S, e.sign());
            for (int p = 0; p < pixels; p++) {
                FloatVector y = load(sums, s + p * CHANNELS + v).add(biases);
                y = y.blend(y.mul(slopes), y.compare(VectorOperators.LT, 0f));
                y.fma(signs, load(add, a + p * addPitch + v)).intoArray(to, t + p * pitch + v);
            }
        }
    }

    private static FloatVector load(float[] array, int offset) {
        return FloatVector.fromArray(S, array, offset);
    }
}
