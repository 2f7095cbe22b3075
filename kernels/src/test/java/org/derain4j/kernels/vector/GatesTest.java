package org.derain4j.kernels.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The gates' functions over their whole range, in units of the last place. */
class GatesTest {

    private static final double MOST_ULPS = 3;

    @Test
    void sigmoidIsWithinThreeUlps() {
        sweep(GatesTest::sigmoid, x -> 1 / (1 + Math.exp(-x)), -87, 87);
    }

    @Test
    void tanhIsWithinThreeUlps() {
        sweep(GatesTest::tanh, Math::tanh, -20, 20);
    }

    @Test
    void limitsAreReachedAndNotANumberStays() {
        assertEquals(1, at(GatesTest::sigmoid, Float.POSITIVE_INFINITY));
        assertEquals(0, at(GatesTest::sigmoid, Float.NEGATIVE_INFINITY), Float.MIN_NORMAL);
        assertEquals(1, at(GatesTest::tanh, Float.POSITIVE_INFINITY));
        assertEquals(-1, at(GatesTest::tanh, Float.NEGATIVE_INFINITY));
        assertEquals(0, at(GatesTest::tanh, 0));
        assertEquals(1e-30f, at(GatesTest::tanh, 1e-30f));
        for (int bits : new int[]{0x7fc00000, 0x7fc00001, 0x7fc00080, 0x7fc0dead, 0xffc001ff}) {
            float nan = Float.intBitsToFloat(bits);
            assertTrue(Float.isNaN(at(GatesTest::sigmoid, nan)), Integer.toHexString(bits));
            assertTrue(Float.isNaN(at(GatesTest::tanh, nan)), Integer.toHexString(bits));
        }
    }

    private static void sweep(Consumer<float[]> function, DoubleUnaryOperator exact, double from, double to) {
        float[] x = new float[20_000 / Lanes.N * Lanes.N];
        for (int i = 0; i < x.length; i++) {
            double t = i / (double) x.length;
            // half of the points evenly, half crowded around zero
            double even = from + (to - from) * t;
            x[i] = (float) (i % 2 == 0 ? even : Math.signum(even) * Math.pow(2, -24 + 28 * t));
        }
        float[] y = x.clone();
        function.accept(y);
        for (int i = 0; i < x.length; i++) {
            double expected = exact.applyAsDouble(x[i]);
            double ulps = Math.abs(y[i] - expected) / Math.ulp((float) expected);
            assertTrue(ulps <= MOST_ULPS, "at " + x[i] + ": expected " + expected + ", got " + y[i] + ", ulps " + ulps);
        }
    }

    private static float at(Consumer<float[]> function, float x) {
        float[] values = new float[Lanes.N];
        Arrays.fill(values, x);
        function.accept(values);
        return values[Lanes.N - 1];
    }

    private static void sigmoid(float[] values) {
        new Gates().sigmoid(values, 0, Lanes.N, new float[Lanes.N], 0, Lanes.N, values.length / Lanes.N);
    }

    private static void tanh(float[] values) {
        new Gates().tanh(values, 0, Lanes.N, new float[Lanes.N], 0, Lanes.N, values.length / Lanes.N);
    }
}
