package org.derain4j.kernels.tiled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.derain4j.kernels.cpu.VectorWidth;
import org.derain4j.kernels.plain.PlainMicrokernels;
import org.derain4j.kernels.vector.VectorMicrokernels;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gates' functions over their whole range, in units of the last place, in every arithmetic of this JVM. */
class GatesTest {

    private static final double MOST_ULPS = 3;
    private static final int POINTS = 20_000;

    static List<Named<Microkernels>> arithmetics() {
        List<Named<Microkernels>> all = new ArrayList<>();
        all.add(named(PlainMicrokernels.create()));
        if (VectorWidth.problem().isEmpty()) {
            all.add(named(VectorMicrokernels.create()));
        }
        return all;
    }

    private static Named<Microkernels> named(Microkernels microkernels) {
        return Named.of(microkernels.name(), microkernels);
    }

    /** One of {@link GateLoops}' two functions. */
    private interface Gate {

        void run(float[] values, int v, int floats);
    }

    @ParameterizedTest
    @MethodSource("arithmetics")
    void sigmoidIsWithinThreeUlps(Microkernels microkernels) {
        sweep(microkernels, microkernels.gates()::sigmoid, x -> 1 / (1 + Math.exp(-x)), -87, 87);
    }

    @ParameterizedTest
    @MethodSource("arithmetics")
    void tanhIsWithinThreeUlps(Microkernels microkernels) {
        sweep(microkernels, microkernels.gates()::tanh, Math::tanh, -20, 20);
    }

    @ParameterizedTest
    @MethodSource("arithmetics")
    void limitsAreReachedAndNotANumberStays(Microkernels microkernels) {
        Gate sigmoid = microkernels.gates()::sigmoid;
        Gate tanh = microkernels.gates()::tanh;
        assertEquals(1, at(microkernels, sigmoid, Float.POSITIVE_INFINITY));
        assertEquals(0, at(microkernels, sigmoid, Float.NEGATIVE_INFINITY), Float.MIN_NORMAL);
        assertEquals(1, at(microkernels, tanh, Float.POSITIVE_INFINITY));
        assertEquals(-1, at(microkernels, tanh, Float.NEGATIVE_INFINITY));
        assertEquals(0, at(microkernels, tanh, 0));
        assertEquals(1e-30f, at(microkernels, tanh, 1e-30f));
        for (int bits : new int[]{0x7fc00000, 0x7fc00001, 0x7fc00080, 0x7fc0dead, 0xffc001ff}) {
            float nan = Float.intBitsToFloat(bits);
            assertTrue(Float.isNaN(at(microkernels, sigmoid, nan)), Integer.toHexString(bits));
            assertTrue(Float.isNaN(at(microkernels, tanh, nan)), Integer.toHexString(bits));
        }
    }

    private static void sweep(Microkernels microkernels, Gate gate, DoubleUnaryOperator exact, double from, double to) {
        float[] x = new float[microkernels.pixels() * microkernels.channels()];
        for (int first = 0; first < POINTS; first += x.length) {
            for (int i = 0; i < x.length; i++) {
                double t = Math.min(1, (first + i) / (double) POINTS);
                // half of the points evenly, half crowded around zero
                double even = from + (to - from) * t;
                x[i] = (float) (i % 2 == 0 ? even : Math.signum(even) * Math.pow(2, -24 + 28 * t));
            }
            float[] y = x.clone();
            gate.run(y, 0, y.length);
            for (int i = 0; i < x.length; i++) {
                double expected = exact.applyAsDouble(x[i]);
                double ulps = Math.abs(y[i] - expected) / Math.ulp((float) expected);
                assertTrue(ulps <= MOST_ULPS, "at " + x[i] + ": expected " + expected + ", got " + y[i]);
            }
        }
    }

    /** Of x in every place of a tile's first pixel; the last one's result. */
    private static float at(Microkernels microkernels, Gate gate, float x) {
        float[] tile = new float[microkernels.pixels() * microkernels.channels()];
        Arrays.fill(tile, x);
        gate.run(tile, 0, microkernels.channels());
        return tile[microkernels.channels() - 1];
    }
}
