package org.derain4j.kernels.plain;

import static org.derain4j.kernels.plain.PlainMicrokernels.fma;

import org.derain4j.kernels.tiled.ElementLoops;

/** A row of a map value by value. */
final class PlainElements implements ElementLoops {

    @Override
    public void add(float[] a, int ai, float[] b, int bi, float sign, float[] to, int ti, int floats) {
        for (int i = 0; i < floats; i++) {
            to[ti + i] = fma(b[bi + i], sign, a[ai + i]);
        }
    }

    @Override
    public void scaleAdd(float[] x, int xi, float[] scale, float[] skip, int si, float[] to, int ti, int floats) {
        for (int i = 0, c = 0; i < floats; i++) {
            to[ti + i] = fma(x[xi + i], scale[c], skip[si + i]);
            c = c + 1 == scale.length ? 0 : c + 1;
        }
    }

    @Override
    public void prelu(float[] x, int xi, float[] slope, float[] to, int ti, int floats) {
        for (int i = 0, c = 0; i < floats; i++) {
            to[ti + i] = activate(x[xi + i], slope[c]);
            c = c + 1 == slope.length ? 0 : c + 1;
        }
    }

    @Override
    public void sum(float[] x, int xi, int floats, float[] sums) {
        for (int i = 0, c = 0; i < floats; i++) {
            sums[c] += x[xi + i];
            c = c + 1 == sums.length ? 0 : c + 1;
        }
    }

    @Override
    public void finish(Parameters p, int c, float[] x, int xi, float[] to, int ti, int floats) {
        for (int i = 0, from = c; i < floats; from = 0) {
            int run = Math.min(p.bias().length - from, floats - i);
            finishRun(p.bias(), p.slope(), from, x, xi + i, to, ti + i, run);
            i += run;
        }
    }

    private static void finishRun(float[] bias, float[] slope, int c, float[] x, int xi, float[] to, int ti, int run) {
        for (int j = 0; j < run; j++) {
            to[ti + j] = activate(x[xi + j] + bias[c + j], slope[c + j]);
        }
    }

    @Override
    public void finishAndAdd(Parameters p, int c, float[] x, int xi, float[] add, int ai, float[] to, int ti,
            int floats) {
        finish(p, c, x, xi, x, xi, floats);
        add(add, ai, x, xi, p.sign(), to, ti, floats);
    }

    /** Not a branch on the sign, which no CPU can foresee. */
    private static float activate(float y, float slope) {
        return fma(Math.min(y, 0), slope, Math.max(y, 0));
    }
}
