package org.derain4j.kernels.vector;

import static org.derain4j.kernels.tiled.GatePolynomials.*;
import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import java.util.Arrays;
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

    private static final float[] NO_BIAS = new float[N];
    private static final float[] SIGMOID = filled(GateLoops.SIGMOID);
    private static final float[] TANH = filled(GateLoops.TANH);

    private static float[] filled(float value) {
        float[] values = new float[N];
        Arrays.fill(values, value);
        return values;
    }

    @Override
    public void sigmoid(float[] values, int v, int floats) {
        exponentials(values, v, N, NO_BIAS, SIGMOID, 0, N, floats / N);
        for (int i = v; i < v + floats; i += N) {
            FloatVector.broadcast(S, 1f).div(FloatVector.fromArray(S, values, i).add(2f)).intoArray(values, i);
        }
    }

    @Override
    public void tanh(float[] values, int v, int floats) {
        exponentials(values, v, N, NO_BIAS, TANH, 0, N, floats / N);
        for (int i = v; i < v + floats; i += N) {
            FloatVector e = FloatVector.fromArray(S, values, i);
            e.div(e.add(2f)).intoArray(values, i);
        }
    }

    /** 2^n times a polynomial of what is left. Pixels in the inner loop: it is the longer one. */
    @Override
    public void exponentials(float[] sums, int s, int pitch, float[] bias, float[] scale, int b, int width,
            int pixels) {
        for (int v = 0; v < width; v += N) {
            FloatVector biases = FloatVector.fromArray(S, bias, b + v);
            FloatVector scales = FloatVector.fromArray(S, scale, b + v);
            for (int p = 0; p < pixels; p++) {
                int at = s + v + p * pitch;
                FloatVector y = FloatVector.fromArray(S, sums, at).add(biases).mul(scales);
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
    public void sigmoidTimesTanh(float[] sums, int sigmoid, int tanh, int pitch, float[] to, int t, int toPitch,
            int width, int pixels) {
        for (int v = 0; v < width; v += N) {
            for (int p = 0; p < pixels; p++) {
                FloatVector e = FloatVector.fromArray(S, sums, tanh + p * pitch + v);
                e.div(FloatVector.fromArray(S, sums, sigmoid + p * pitch + v).add(2f).mul(e.add(2f)))
                        .intoArray(to, t + p * toPitch + v);
            }
        }
    }

    @Override
    public void addState(float[] sums, int a, int f, float[] state, int pitch, int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int v = 0; v < width; v += N) {
                int at = p * pitch + v;
                FloatVector.fromArray(S, state, p * width + v).div(FloatVector.fromArray(S, sums, f + at).add(2f))
                        .add(FloatVector.fromArray(S, sums, a + at)).intoArray(sums, a + at);
            }
        }
    }
}
