package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.derain4j.kernels.tiled.ElementLoops;

/** A row of a map vector by vector; the last one is masked. */
final class ElementVectors implements ElementLoops {

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
    public void sum(float[] x, int xi, int floats, float[] sums) {
        for (int i = 0, c = 0; i < floats; i += N) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector.fromArray(S, sums, c).add(FloatVector.fromArray(S, x, xi + i, m)).intoArray(sums, c);
            c = c + N == sums.length ? 0 : c + N;
        }
    }

    @Override
    public void finish(Parameters p, int c, float[] x, int xi, float[] to, int ti, int floats) {
        int i = 0;
        int whole = S.loopBound(floats);
        float[] bias = p.bias();
        float[] slope = p.slope();
        for (; i < whole; i += N) {
            FloatVector y = FloatVector.fromArray(S, x, xi + i).add(FloatVector.fromArray(S, bias, c));
            y.blend(y.mul(FloatVector.fromArray(S, slope, c)), y.compare(VectorOperators.LT, 0f)).intoArray(to, ti + i);
            c = c + N == bias.length ? 0 : c + N;
        }
        if (i < floats) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector y = FloatVector.fromArray(S, x, xi + i, m).add(FloatVector.fromArray(S, bias, c));
            y.blend(y.mul(FloatVector.fromArray(S, slope, c)), y.compare(VectorOperators.LT, 0f)).intoArray(to, ti + i,
                    m);
        }
    }

    @Override
    public void finishAndAdd(Parameters p, int c, float[] x, int xi, float[] add, int ai, float[] to, int ti,
            int floats) {
        int i = 0;
        int whole = S.loopBound(floats);
        float[] bias = p.bias();
        float[] slope = p.slope();
        FloatVector sign = FloatVector.broadcast(S, p.sign());
        for (; i < whole; i += N) {
            FloatVector y = FloatVector.fromArray(S, x, xi + i).add(FloatVector.fromArray(S, bias, c));
            y = y.blend(y.mul(FloatVector.fromArray(S, slope, c)), y.compare(VectorOperators.LT, 0f));
            y.fma(sign, FloatVector.fromArray(S, add, ai + i)).intoArray(to, ti + i);
            c = c + N == bias.length ? 0 : c + N;
        }
        if (i < floats) {
            VectorMask<Float> m = S.indexInRange(i, floats);
            FloatVector y = FloatVector.fromArray(S, x, xi + i, m).add(FloatVector.fromArray(S, bias, c));
            y = y.blend(y.mul(FloatVector.fromArray(S, slope, c)), y.compare(VectorOperators.LT, 0f));
            y.fma(sign, FloatVector.fromArray(S, add, ai + i, m)).intoArray(to, ti + i, m);
        }
    }
}
