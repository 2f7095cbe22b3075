package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sigmoid and tanh in float, within 3 ulps of the exact value (tested over the whole range). Our own, because the JDK's
 * depend on a native library being there and are slow where it is not. Coefficients: S. Moshier's Cephes library, single
 * precision ({@code expf}, {@code tanhf}). Not a number stays not a number.
 */
final class Gates {

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

    private Gates() {}

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
        FloatVector clamped = x.min(EXP_MAX).max(EXP_MIN);
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
        return p.viewAsIntegralLanes().add(exponent).reinterpretAsFloats();
    }

    /**
     * The gates of one tile from the zero state.
     *
     * @param sums tiles i, j, o, one after the other; h' is left in place of i
     * @param s    where i begins
     * @param bias of i, j, o, {@code [3][CHANNELS]}
     * @param b    where i's begin
     */
    static void zeroState(float[] sums, int s, float[] bias, int b) {
        final int tile = ConvTile.PIXELS * ConvTile.CHANNELS;
        for (int p = s; p < s + tile; p += ConvTile.CHANNELS) {
            for (int v = 0; v < ConvTile.CHANNELS; v += N) {
                FloatVector i = gate(sums, p + v, bias, b + v);
                FloatVector j = gate(sums, p + v + tile, bias, b + v + ConvTile.CHANNELS);
                FloatVector o = gate(sums, p + v + 2 * tile, bias, b + v + 2 * ConvTile.CHANNELS);
                tanh(sigmoid(i).mul(tanh(j))).mul(sigmoid(o)).intoArray(sums, p + v);
            }
        }
    }

    /**
     * The gates of one tile with a state.
     *
     * @param sums tiles i, j, f, o and c, one after the other; h' is left in place of i, c' in place of j
     * @param s    where i begins
     * @param bias of i, j, f (its forget bias added), o, {@code [4][CHANNELS]}
     * @param b    where i's begin
     */
    static void withState(float[] sums, int s, float[] bias, int b) {
        final int tile = ConvTile.PIXELS * ConvTile.CHANNELS;
        for (int p = s; p < s + tile; p += ConvTile.CHANNELS) {
            for (int v = 0; v < ConvTile.CHANNELS; v += N) {
                FloatVector i = gate(sums, p + v, bias, b + v);
                FloatVector j = gate(sums, p + v + tile, bias, b + v + ConvTile.CHANNELS);
                FloatVector f = gate(sums, p + v + 2 * tile, bias, b + v + 2 * ConvTile.CHANNELS);
                FloatVector o = gate(sums, p + v + 3 * tile, bias, b + v + 3 * ConvTile.CHANNELS);
                FloatVector cell = FloatVector.fromArray(S, sums, p + v + 4 * tile);
                cell = cell.fma(sigmoid(f), sigmoid(i).mul(tanh(j)));
                tanh(cell).mul(sigmoid(o)).intoArray(sums, p + v);
                cell.intoArray(sums, p + v + tile);
            }
        }
    }

    private static FloatVector gate(float[] sums, int s, float[] bias, int b) {
        return FloatVector.fromArray(S, sums, s).add(FloatVector.fromArray(S, bias, b));
    }
}
