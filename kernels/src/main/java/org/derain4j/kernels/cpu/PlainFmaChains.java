package org.derain4j.kernels.cpu;

/**
 * Multiply-adds by plain loops: a few in a row on every value of an array that stays in first-level cache. C2 turns the loop
 * into vectors by itself, so this is the ceiling where the Vector API is not there.
 */
public final class PlainFmaChains {

    private static final int VALUES = 1024;
    private static final int DEPTH = 8;

    private PlainFmaChains() {}

    /** Floating-point operations of a call of {@link #run}: two for a multiply-add. */
    public static long flop() {
        return 2L * VALUES * DEPTH;
    }

    /** Room for {@link #run}. */
    public static float[] values() {
        return new float[VALUES];
    }

    /** Eight multiply-adds on every value. */
    public static float run(float[] values) {
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
