package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.ConvTile.CHANNELS;
import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.derain4j.kernels.tiled.GateLoops;

/**
 * Sigmoid and tanh in float, within 3 ulps of the exact value (tested to |x| = 87; beyond, within the smallest normal float). Our own, because the JDK's
 * depend on a native library being there and are slow where it is not. Coefficients: S. Moshier's Cephes library, single
 * precision ({@code expf}, {@code tanhf}). Not a number stays not a number.
 */
final class Gates implements GateLoops {

    /** Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits of the sum. */
    private static final float ROUND = 12582912f;

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /** Beyond these, e^x leaves the normal floats. */
    private static final float EXP_MAX = 88f;
    private static final float EXP_MIN = -87f;

    /** Below, tanh is a polynomial; above, it comes from e^2x. */
    private static final float TANH_SMALL = 0.625f;

    /** {@code 1 / (1 + exp(-x))}. */
    static FloatVector sigmoid(FloatVector x) {
        return FloatVector.broadcast(S, 1f).div(exp(x.neg()).add(1f));
    }

    /** The hyperbolic tangent. */
    static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector square = x.mul(x);
        FloatVector p = FloatVector.broadcast(S, -5.70498872745e-3f).fma(square,
                FloatVector.broadcast(S, 2.06390887954e-2f));
        p = p.fma(square, FloatVector.broadcast(S, -5.37397155531e-2f));
        p = p.fma(square, FloatVector.broadcast(S, 1.33314422036e-1f));
        p = p.fma(square, FloatVector.broadcast(S, -3.33332819422e-1f));
        FloatVector small = p.mul(square).fma(x, x);
        FloatVector large = FloatVector.broadcast(S, 1f)
                .sub(FloatVector.broadcast(S, 2f).div(exp(size.add(size)).add(1f)));
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0f);
        return small.blend(large.blend(large.neg(), negative), size.compare(VectorOperators.GE, TANH_SMALL));
    }

    private static FloatVector exp(FloatVector x) {
        // blends, not min and max: those spend several instructions on signed zeros
        FloatVector clamped = x.blend(EXP_MAX, x.compare(VectorOperators.GT, EXP_MAX));
        clamped = clamped.blend(EXP_MIN, clamped.compare(VectorOperators.LT, EXP_MIN));
        FloatVector rounded = clamped.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUND));
        FloatVector n = rounded.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_HIGH), clamped);
        r = n.fma(FloatVector.broadcast(S, -LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(S, 1.9875691500e-4f).fma(r, FloatVector.broadcast(S, 1.3981999507e-3f));
        p = p.fma(r, FloatVector.broadcast(S, 8.3334519073e-3f));
        p = p.fma(r, FloatVector.broadcast(S, 4.1665795894e-2f));
        p = p.fma(r, FloatVector.broadcast(S, 1.6666665459e-1f));
        p = p.fma(r, FloatVector.broadcast(S, 5.0000001201e-1f));
        p = p.fma(r.mul(r), r).add(1f);
        // times 2^n: the integer in rounded's low bits, moved to the exponent
        IntVector exponent = rounded.viewAsIntegralLanes().lanewise(VectorOperators.LSHL, 23).reinterpretAsInts();
        FloatVector result = p.viewAsIntegralLanes().add(exponent).reinterpretAsFloats();
        // the exponent of what is no number may have landed anywhere
        return result.blend(x, x.compare(VectorOperators.NE, x));
    }

    // One exponential per compiled method: two reach C2's NodeCountInliningCutoff, and what is then called instead of
    // inlined takes its vectors as objects.

    @Override
    public void sigmoid(float[] sums, int t, float[] bias, int b, int pixels) {
        for (int v = 0; v < CHANNELS; v += N) {
            FloatVector biases = FloatVector.fromArray(S, bias, b + v);
            for (int p = t + v; p < t + pixels * CHANNELS; p += CHANNELS) {
                sigmoid(FloatVector.fromArray(S, sums, p).add(biases)).intoArray(sums, p);
            }
        }
    }

    @Override
    public void tanh(float[] sums, int t, float[] bias, int b, int pixels) {
        for (int v = 0; v < CHANNELS; v += N) {
            FloatVector biases = FloatVector.fromArray(S, bias, b + v);
            for (int p = t + v; p < t + pixels * CHANNELS; p += CHANNELS) {
                tanh(FloatVector.fromArray(S, sums, p).add(biases)).intoArray(sums, p);
            }
        }
    }

    @Override
    public void multiply(float[] sums, int a, int b, int to, int pixels) {
        for (int p = 0; p < pixels * CHANNELS; p += N) {
            FloatVector.fromArray(S, sums, a + p).mul(FloatVector.fromArray(S, sums, b + p)).intoArray(sums, to + p);
        }
    }

    @Override
    public void multiplyAdd(float[] sums, int a, int b, int c, int d, int to, int pixels) {
        for (int p = 0; p < pixels * CHANNELS; p += N) {
            FloatVector product = FloatVector.fromArray(S, sums, a + p).mul(FloatVector.fromArray(S, sums, b + p));
            FloatVector.fromArray(S, sums, c + p).fma(FloatVector.fromArray(S, sums, d + p), product).intoArray(sums,
                    to + p);
        }
    }

    @Override
    public void hidden(float[] sums, int cell, int o, int to, int pixels) {
        for (int p = 0; p < pixels * CHANNELS; p += N) {
            tanh(FloatVector.fromArray(S, sums, cell + p)).mul(FloatVector.fromArray(S, sums, o + p)).intoArray(sums,
                    to + p);
        }
    }
}
