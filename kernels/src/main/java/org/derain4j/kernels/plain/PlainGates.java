package org.derain4j.kernels.plain;

import static org.derain4j.kernels.plain.PlainArithmetic.fma;
import static org.derain4j.kernels.tiled.GatePolynomials.*;

import org.derain4j.kernels.tiled.GateLoops;

/** Sigmoid and tanh one by one, by {@link org.derain4j.kernels.tiled.GatePolynomials}. */
final class PlainGates implements GateLoops {

    @Override
    public void sigmoid(float[] sums, int g, int pitch, float[] bias, int b, int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < width; c++) {
                int i = g + p * pitch + c;
                sums[i] = 1 / (2 + exponentialMinusOne(-(sums[i] + bias[b + c])));
            }
        }
    }

    @Override
    public void tanh(float[] sums, int g, int pitch, float[] bias, int b, int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < width; c++) {
                int i = g + p * pitch + c;
                float e = exponentialMinusOne(2 * (sums[i] + bias[b + c]));
                sums[i] = e / (e + 2);
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
    public void multiply(float[] sums, int a, int b, int pitch, int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int i = p * pitch; i < p * pitch + width; i++) {
                sums[a + i] *= sums[b + i];
            }
        }
    }

    @Override
    public void addProduct(float[] sums, int a, int f, float[] state, int pitch, int width, int pixels) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < width; c++) {
                int i = p * pitch + c;
                sums[a + i] = fma(sums[f + i], state[p * width + c], sums[a + i]);
            }
        }
    }
}
