package org.derain4j.kernels.vector;

import static org.derain4j.kernels.tiled.GatePolynomials.*;
import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.derain4j.kernels.tiled.GateLoops;

/**
 * Sigmoid and tanh by {@link org.derain4j.kernels.tiled.GatePolynomials}. Our own, because the JDK's depend on a native
 * library being there and are slow where it is not.
 *
 * <p>One pass per operation, and no method that takes or gives vectors: where such a one is no longer inlined, because its
 * caller has grown past EXP_2's NodeCountInliningCutoff, its vectors become objects.
 */
final class Gates implements GateLoops {

    @Override
    public void sigmoid(float[] sums, int g, int pitch, float[] bias, int b, int width, int pixels) {
        exponentialMinusOne(sums, g, pitch, bias, b, -1, width, pixels);
        for (int p = 0; p < pixels; p++) {
            for (int i = g + p * pitch; i < g + p * pitch + width; i += N) {
                FloatVector.broadcast(S, 1f).div(FloatVector.fromArray(S, sums, i).add(2f)).intoArray(sums, i);
            }
        }
    }

    @Override
    public void tanh(float[] sums, int g, int pitch, float[] bias, int b, int width, int pixels) {
        exponentialMinusOne(sums, g, pitch, bias, b, 2, width, pixels);
        for (int p = 0; p < pixels; p++) {
            for (int i = g + p * pitch; i < g + p * pitch + width; i += N) {
                FloatVector e = FloatVector.fromArray(S, sums, i);
                e.div(e.add(2f)).intoArray(sums, i);
            }
        }
    }

    /** {@code g = e^(scale * (g + bias)) - 1}: 2^n times a polynomial of what is left. */
    private static void exponentialMinusOne(float[] sums, int g, int pitch, float[] bias, int b, float scale, int width,
            int pixels) {
        for (int v = 0; v < width; v += N) {
            FloatVector biases = FloatVector.fromArray(S, bias, b + v);
            for (int p = 0; p < pixels; p++) {
                int at = g + v + p * pitch;
                FloatVector y = FloatVector.fromArray(S, sums, at).add(biases).mul(scale);
                // blends, not min and max: those spend several instructions on signed zeros
                y = y.blend(EXP_MAX, y.compare(VectorOperators.GT, EXP_MAX));
                y = y.blend(EXP_MIN, y.compare(VectorOperators.LT, EXP_MIN));
                FloatVector rounded = y.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUND));
                FloatVector n = rounded.sub(ROUND);
                FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_HIGH), y);
                r = n.fma(FloatVector.broadcast(S, -LN2_LOW), r);
                FloatVector q = FloatVector.broadcast(S, EXP_7).fma(r, FloatVector.broadcast(S, EXP_6));
                q = q.fma(r, FloatVector.broadcast(S, EXP_5));
                q = q.fma(r, FloatVector.broadcast(S, EXP_4));
                q = q.fma(r, FloatVector.broadcast(S, EXP_3));
                q = q.fma(r, FloatVector.broadcast(S, EXP_2));
                q = q.fma(r.mul(r), r);
                // 2^n: the integer in rounded's low bits, moved to the exponent
                FloatVector power = rounded.viewAsIntegralLanes().lanewise(VectorOperators.LSHL, 23)
                        .add(ONE_BITS).reinterpretAsFloats();
                q.fma(power, power.sub(1f)).intoArray(sums, at);
            }
        }
    }

    @Override
    public void multiply(float[] sums, int a, int b, int pitch, int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int v = p * pitch; v < p * pitch + width; v += N) {
                FloatVector.fromArray(S, sums, a + v).mul(FloatVector.fromArray(S, sums, b + v)).intoArray(sums, a + v);
            }
        }
    }

    @Override
    public void addProduct(float[] sums, int a, int f, float[] state, int pitch, int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int v = 0; v < width; v += N) {
                int at = p * pitch + v;
                FloatVector.fromArray(S, sums, f + at).fma(FloatVector.fromArray(S, state, p * width + v),
                        FloatVector.fromArray(S, sums, a + at)).intoArray(sums, a + at);
            }
        }
    }
}
