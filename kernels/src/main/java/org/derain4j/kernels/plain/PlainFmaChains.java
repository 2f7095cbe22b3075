package org.derain4j.kernels.plain;

import org.derain4j.kernels.cpu.FmaChains;

/**
 * Multiply-adds by plain loops: a few in a row on every value of an array that stays in first-level cache. C2 turns the loop
 * into vectors by itself, so this is the ceiling where the Vector API is not there.
 */
final class PlainFmaChains implements FmaChains {

    private static final int VALUES = 1024;
    private static final int DEPTH = 8;

    @Override
    public long flop() {
        return 2L * VALUES * DEPTH;
    }

    @Override
    public float run(int calls) {
        float[] values = new float[VALUES];
        float sum = 0;
        for (int call = 0; call < calls; call++) {
            sum += run(values);
        }
        return sum;
    }

    /** Eight multiply-adds on every value. */
    private static float run(float[] values) {
        for (int i = 0; i < values.length; i++) {
            float v = values[i];
            v = Math.fma(v, 0.5f, 1f);
            v = Math.fma(v, 0.5f, 1f);
            v = Math.fma(v, 0.5f, 1f);
            v = Math.fma(v, 0.5f, 1f);
            v = Math.fma(v, 0.5f, 1f);
            v = Math.fma(v, 0.5f, 1f);
            v = Math.fma(v, 0.5f, 1f);
            v = Math.fma(v, 0.5f, 1f);
            values[i] = v;
        }
        return values[0];
    }
}
