package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.derain4j.kernels.Step;
import org.derain4j.kernels.tiled.RowLoops;

/** A row of a map vector by vector; the last one is masked. */
final class RowVectors implements RowLoops {

    @Override
    public void add(float[] a, int ai, float[] b, int bi, float sign, float[] to, int ti, int floats) {
        for (int i = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector.fromArray(S, b, bi + i, m)
                    .fma(FloatVector.broadcast(S, sign), FloatVector.fromArray(S, a, ai + i, m))
                    .intoArray(to, ti + i, m);
        }
    }

    @Override
    public void scaleAdd(float[] x, int xi, float[] scale, float[] skip, int si, float[] to, int ti, int floats) {
        for (int i = 0, c = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector.fromArray(S, x, xi + i, m)
                    .fma(FloatVector.fromArray(S, scale, c), FloatVector.fromArray(S, skip, si + i, m))
                    .intoArray(to, ti + i, m);
            c = c + N == scale.length ? 0 : c + N;
        }
    }

    @Override
    public void prelu(float[] x, int xi, float[] slope, float[] to, int ti, int floats) {
        for (int i = 0, c = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector v = FloatVector.fromArray(S, x, xi + i, m);
            v.blend(v.mul(FloatVector.fromArray(S, slope, c)), v.compare(VectorOperators.LT, 0f)).intoArray(to, ti + i,
                    m);
            c = c + N == slope.length ? 0 : c + N;
        }
    }

    @Override
    public void apply(Step.Function function, float[] x, int xi, float[] to, int ti, int floats) {
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

    @Override
    public void sum(float[] x, int xi, int floats, float[] sums) {
        for (int i = 0, c = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector.fromArray(S, sums, c).add(FloatVector.fromArray(S, x, xi + i, m)).intoArray(sums, c);
            c = c + N == sums.length ? 0 : c + N;
        }
    }
}
