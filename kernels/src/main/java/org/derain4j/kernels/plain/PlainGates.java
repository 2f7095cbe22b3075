package org.derain4j.kernels.plain;

import static org.derain4j.kernels.plain.PlainMicrokernels.fma;
import static org.derain4j.kernels.tiled.GatePolynomials.*;

import org.derain4j.kernels.tiled.GateLoops;

/** Sigmoid and tanh one by one, by {@link org.derain4j.kernels.tiled.GatePolynomials}. */
final class PlainGates implements GateLoops {

    @Override
    public void sigmoid(float[] values, int v, int floats) {
        for (int i = v; i < v + floats; i++) {
            values[i] = 1 / (2 + exponentialMinusOne(SIGMOID * values[i]));
        }
    }

    @Override
    public void tanh(float[] values, int v, int floats) {
        for (int i = v; i < v + floats; i++) {
            float e = exponentialMinusOne(TANH * values[i]);
            values[i] = e / (e + 2);
        }
    }

    @Override
    public void exponentials(float[] sums, int s, int pitch, float[] bias, float[] scale, int b, int width,
            int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < width; c++) {
                int i = s + p * pitch + c;
                sums[i] = exponentialMinusOne(scale[b + c] * (sums[i] + bias[b + c]));
            }
        }
    }

    private static float exponentialMinusOne(float x) {
        float y = x > EXP_MAX ? EXP_MAX : x < EXP_MIN ? EXP_MIN : x;
        float rounded = fma(y, LOG2_E, ROUND);
        float n = rounded - ROUND;
        float r = fma(n, -LN2_HIGH, y);
        r = fma(n, -LN2_LOW, r);
        float q = fma(EXP_7, r, EXP_6);
        q = fma(q, r, EXP_5);
        q = fma(q, r, EXP_4);
        q = fma(q, r, EXP_3);
        q = fma(q, r, EXP_2);
        q = fma(q, r * r, r);
        float power = Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + ONE_BITS);
        return fma(q, power, power - 1);
    }

    @Override
    public void sigmoidTimesTanh(float[] sums, int sigmoid, int tanh, int pitch, float[] to, int t, int toPitch,
            int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < width; c++) {
                float e = sums[tanh + p * pitch + c];
                to[t + p * toPitch + c] = e / ((sums[sigmoid + p * pitch + c] + 2) * (e + 2));
            }
        }
    }

    @Override
    public void addState(float[] sums, int a, int f, float[] state, int pitch, int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < width; c++) {
                int i = p * pitch + c;
                sums[a + i] += state[p * width + c] / (sums[f + i] + 2);
            }
        }
    }
}
