package org.derain4j.kernels.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The gates' functions over their whole range, in units of the last place. */
class GatesTest {

    private static final double MOST_ULPS = 3;

    @Test
    void sigmoidIsWithinThreeUlps() {
        sweep(Gates::sigmoid, x -> 1 / (1 + Math.exp(-x)), -87, 87);
    }

    @Test
    void tanhIsWithinThreeUlps() {
        sweep(Gates::tanh, Math::tanh, -20, 20);
    }

    @Test
    void limitsAreReachedAndNotANumberStays() {
        assertEquals(1, at(Gates::sigmoid, Float.POSITIVE_INFINITY));
        assertEquals(0, at(Gates::sigmoid, Float.NEGATIVE_INFINITY), Float.MIN_NORMAL);
        assertEquals(1, at(Gates::tanh, Float.POSITIVE_INFINITY));
        assertEquals(-1, at(Gates::tanh, Float.NEGATIVE_INFINITY));
        assertEquals(0, at(Gates::tanh, 0));
        assertEquals(1e-30f, at(Gates::tanh, 1e-30f));
        for (int bits : new int[]{0x7fc00000, 0x7fc00001, 0x7fc00080, 0x7fc0dead, 0xffc001ff}) {
            float nan = Float.intBitsToFloat(bits);
            assertTrue(Float.isNaN(at(Gates::sigmoid, nan)), Integer.toHexString(bits));
            assertTrue(Float.isNaN(at(Gates::tanh, nan)), Integer.toHexString(bits));
        }
    }

    private static void sweep(UnaryOperator<FloatVector> function, DoubleUnaryOperator exact, double from, double to) {
        int vectors = 20_000 / Lanes.N;
        for (int i = 0; i < vectors; i++) {
            float[] x = new float[Lanes.N];
            for (int lane = 0; lane < x.length; lane++) {
                double t = (i * Lanes.N + lane) / (double) (vectors * Lanes.N);
                // half of the points evenly, half crowded around zero
                double even = from + (to - from) * t;
                x[lane] = (float) (lane % 2 == 0 ? even : Math.signum(even) * Math.pow(2, -24 + 28 * t));
            }
            float[] y = function.apply(FloatVector.fromArray(Lanes.S, x, 0)).toArray();
            for (int lane = 0; lane < x.length; lane++) {
                double expected = exact.applyAsDouble(x[lane]);
                double ulps = Math.abs(y[lane] - expected) / Math.ulp((float) expected);
                assertTrue(ulps <= MOST_ULPS, "at " + x[lane] + ": expected " + expected + ", got " + y[lane]);
            }
        }
    }

    private static float at(UnaryOperator<FloatVector> function, float x) {
        return function.apply(FloatVector.broadcast(Lanes.S, x)).lane(Lanes.N - 1);
    }
}
