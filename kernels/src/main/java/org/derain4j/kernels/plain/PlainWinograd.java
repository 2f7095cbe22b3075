package org.derain4j.kernels.plain;

import static org.derain4j.kernels.plain.PlainMicrokernels.fma;

import org.derain4j.kernels.tiled.WinogradLoops;
import org.derain4j.kernels.tiled.WinogradSide.Points2;
import org.derain4j.kernels.tiled.WinogradSide.Points3;

/** Winograd's transforms, value by value. */
final class PlainWinograd implements WinogradLoops {

    /** Channels of a call come in multiples: those of the network come in sixteens. */
    static final int LANES = 16;

    @Override
    public void input3(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun) {
        for (int run = 0; run < runs; run++) {
            input3(from, f + run * fRun, fStep, to, t + run * tRun, tStep, floats);
        }
    }

    @Override
    public void output3(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun) {
        for (int run = 0; run < runs; run++) {
            output3(from, f + run * fRun, fStep, to, t + run * tRun, tStep, floats);
        }
    }

    @Override
    public void input2(float[] from, int f, int middle, int step, float[] to, int t, int tStep, int floats, int runs,
            int fRun, int tRun) {
        for (int run = 0; run < runs; run++) {
            input2(from, f + run * fRun, middle + run * fRun, step, to, t + run * tRun, tStep, floats);
        }
    }

    @Override
    public void output2Sum(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun) {
        for (int run = 0; run < runs; run++) {
            output2Sum(from, f + run * fRun, fStep, to, t + run * tRun, tStep, floats);
        }
    }

    @Override
    public void output2Interleaved(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs,
            int fRun, int tRun) {
        for (int run = 0; run < runs; run++) {
            output2Interleaved(from, f + run * fRun, fStep, to, t + run * tRun, tStep, floats);
        }
    }

    private static void input3(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats) {
        for (int i = 0; i < floats; i++) {
            float d0 = from[f + i];
            float d1 = from[f + fStep + i];
            float d2 = from[f + 2 * fStep + i];
            float d3 = from[f + 3 * fStep + i];
            float d4 = from[f + 4 * fStep + i];
            float d5 = from[f + 5 * fStep + i];
            float evenA = fma(d2, -Points3.B2, d4);
            float oddA = fma(d1, -Points3.B2, d3) * Points3.A;
            float evenB = fma(d2, -Points3.A2, d4);
            float oddB = fma(d1, -Points3.A2, d3) * Points3.B;
            to[t + i] = fma(d0, Points3.A2 * Points3.B2, fma(d2, -(Points3.A2 + Points3.B2), d4));
            to[t + tStep + i] = evenA + oddA;
            to[t + 2 * tStep + i] = evenA - oddA;
            to[t + 3 * tStep + i] = evenB + oddB;
            to[t + 4 * tStep + i] = evenB - oddB;
            to[t + 5 * tStep + i] = fma(d1, Points3.A2 * Points3.B2, fma(d3, -(Points3.A2 + Points3.B2), d5));
        }
    }

    private static void output3(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats) {
        for (int i = 0; i < floats; i++) {
            float m1 = from[f + fStep + i];
            float m2 = from[f + 2 * fStep + i];
            float m3 = from[f + 3 * fStep + i];
            float m4 = from[f + 4 * fStep + i];
            float sumA = m1 + m2;
            float differenceA = m1 - m2;
            float sumB = m3 + m4;
            float differenceB = m3 - m4;
            to[t + i] = from[f + i] + sumA + sumB;
            to[t + tStep + i] = differenceA * Points3.A + differenceB * Points3.B;
            to[t + 2 * tStep + i] = sumA * Points3.A2 + sumB * Points3.B2;
            to[t + 3 * tStep + i] = differenceA * (Points3.A * Points3.A2) + differenceB * (Points3.B * Points3.B2)
                    + from[f + 5 * fStep + i];
        }
    }

    private static void input2(float[] from, int f, int middle, int step, float[] to, int t, int tStep, int floats) {
        for (int i = 0; i < floats; i++) {
            float d0 = from[f + i];
            float d1 = from[f + step + i];
            float d2 = from[f + 2 * step + i];
            float d3 = from[f + 3 * step + i];
            float d4 = from[f + 4 * step + i];
            float evenA = fma(d1, -Points2.B2, d3);
            float oddA = fma(d0, -Points2.B2, d2) * Points2.A;
            float evenB = fma(d1, -Points2.A2, d3);
            float oddB = fma(d0, -Points2.A2, d2) * Points2.B;
            to[t + i] = evenA + oddA;
            to[t + tStep + i] = evenA - oddA;
            to[t + 2 * tStep + i] = evenB + oddB;
            to[t + 3 * tStep + i] = evenB - oddB;
            to[t + 4 * tStep + i] = fma(d0, Points2.A2 * Points2.B2, fma(d2, -(Points2.A2 + Points2.B2), d4));
        }
        for (int k = 0; k < 4; k++) {
            System.arraycopy(from, middle + k * step, to, t + (5 + k) * tStep, floats);
        }
    }

    private static void output2Sum(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats) {
        outerOutputs(from, f, fStep, to, t, tStep, floats);
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < floats; i++) {
                to[t + k * tStep + i] += from[f + (5 + k) * fStep + i];
            }
        }
    }

    private static void output2Interleaved(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats) {
        outerOutputs(from, f, fStep, to, t, 2 * tStep, floats);
        for (int k = 0; k < 4; k++) {
            System.arraycopy(from, f + (5 + k) * fStep, to, t + (2 * k + 1) * tStep, floats);
        }
    }

    /** What the outer taps give: F(4, 2). */
    private static void outerOutputs(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats) {
        for (int i = 0; i < floats; i++) {
            float m0 = from[f + i];
            float m1 = from[f + fStep + i];
            float m2 = from[f + 2 * fStep + i];
            float m3 = from[f + 3 * fStep + i];
            float sumA = m0 + m1;
            float differenceA = m0 - m1;
            float sumB = m2 + m3;
            float differenceB = m2 - m3;
            to[t + i] = sumA + sumB;
            to[t + tStep + i] = differenceA * Points2.A + differenceB * Points2.B;
            to[t + 2 * tStep + i] = sumA * Points2.A2 + sumB * Points2.B2;
            to[t + 3 * tStep + i] = differenceA * (Points2.A * Points2.A2) + differenceB * (Points2.B * Points2.B2)
                    + from[f + 4 * fStep + i];
        }
    }
}
