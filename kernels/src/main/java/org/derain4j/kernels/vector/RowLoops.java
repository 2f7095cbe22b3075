package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.derain4j.kernels.Step;

/**
 * Element by element over one row of a map. Per-channel values come as a table whose length is a multiple of both the
 * channels and the lanes, so that any number of channels runs in whole vectors; the last vector of a row is masked.
 */
final class RowLoops {

    private RowLoops() {}

    /** Repeats per-channel values to the least common multiple of their number and the lanes. */
    static float[] periodic(float[] perChannel) {
        int length = perChannel.length;
        while (length % N != 0) {
            length += perChannel.length;
        }
        float[] table = new float[length];
        for (int i = 0; i < length; i++) {
            table[i] = perChannel[i % perChannel.length];
        }
        return table;
    }

    /** {@code to = a + sign * b}. */
    static void add(float[] a, int ai, float[] b, int bi, float sign, float[] to, int ti, int floats) {
        for (int i = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector.fromArray(S, b, bi + i, m)
                    .fma(FloatVector.broadcast(S, sign), FloatVector.fromArray(S, a, ai + i, m))
                    .intoArray(to, ti + i, m);
        }
    }

    /** {@code to = skip + x * scale[channel]}. */
    static void scaleAdd(float[] x, int xi, float[] scale, float[] skip, int si, float[] to, int ti, int floats) {
        for (int i = 0, c = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector.fromArray(S, x, xi + i, m)
                    .fma(FloatVector.fromArray(S, scale, c), FloatVector.fromArray(S, skip, si + i, m))
                    .intoArray(to, ti + i, m);
            c = c + N == scale.length ? 0 : c + N;
        }
    }

    /** {@code to = x < 0 ? x * slope[channel] : x}. */
    static void prelu(float[] x, int xi, float[] slope, float[] to, int ti, int floats) {
        for (int i = 0, c = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector v = FloatVector.fromArray(S, x, xi + i, m);
            v.blend(v.mul(FloatVector.fromArray(S, slope, c)), v.compare(VectorOperators.LT, 0f)).intoArray(to, ti + i,
                    m);
            c = c + N == slope.length ? 0 : c + N;
        }
    }

    /** The gates' functions. */
    static void apply(Step.Function function, float[] x, int xi, float[] to, int ti, int floats) {
        for (int i = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector v = FloatVector.fromArray(S, x, xi + i, m);
            FloatVector y = switch (function) {
                case SIGMOID -> Gates.sigmoid(v);
                case TANH -> Gates.tanh(v);
            };
            y.intoArray(to, ti + i, m);
        }
    }

    /** Adds a row onto sums that repeat like {@link #periodic}. */
    static void sum(float[] x, int xi, int floats, float[] sums) {
        for (int i = 0, c = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector.fromArray(S, sums, c).add(FloatVector.fromArray(S, x, xi + i, m)).intoArray(sums, c);
            c = c + N == sums.length ? 0 : c + N;
        }
    }
}
