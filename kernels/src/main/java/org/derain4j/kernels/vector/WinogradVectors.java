package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import org.derain4j.kernels.tiled.WinogradLoops;
import org.derain4j.kernels.tiled.WinogradSide.Points2;
import org.derain4j.kernels.tiled.WinogradSide.Points3;

/** Winograd's transforms, a vector of values at a time. */
final class WinogradVectors implements WinogradLoops {

    @Override
    public void input3(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun) {
        FloatVector product = FloatVector.broadcast(S, Points3.A2 * Points3.B2);
        FloatVector minusSum = FloatVector.broadcast(S, -(Points3.A2 + Points3.B2));
        FloatVector minusA2 = FloatVector.broadcast(S, -Points3.A2);
        FloatVector minusB2 = FloatVector.broadcast(S, -Points3.B2);
        for (int run = 0; run < runs; run++, f += fRun, t += tRun) {
            for (int i = 0; i < floats; i += N) {
                FloatVector d0 = FloatVector.fromArray(S, from, f + i);
                FloatVector d1 = FloatVector.fromArray(S, from, f + fStep + i);
                FloatVector d2 = FloatVector.fromArray(S, from, f + 2 * fStep + i);
                FloatVector d3 = FloatVector.fromArray(S, from, f + 3 * fStep + i);
                FloatVector d4 = FloatVector.fromArray(S, from, f + 4 * fStep + i);
                FloatVector d5 = FloatVector.fromArray(S, from, f + 5 * fStep + i);
                FloatVector evenA = d2.fma(minusB2, d4);
                FloatVector oddA = d1.fma(minusB2, d3).mul(Points3.A);
                FloatVector evenB = d2.fma(minusA2, d4);
                FloatVector oddB = d1.fma(minusA2, d3).mul(Points3.B);
                d0.fma(product, d2.fma(minusSum, d4)).intoArray(to, t + i);
                evenA.add(oddA).intoArray(to, t + tStep + i);
                evenA.sub(oddA).intoArray(to, t + 2 * tStep + i);
                evenB.add(oddB).intoArray(to, t + 3 * tStep + i);
                evenB.sub(oddB).intoArray(to, t + 4 * tStep + i);
                d1.fma(product, d3.fma(minusSum, d5)).intoArray(to, t + 5 * tStep + i);
            }
        }
    }

    @Override
    public void output3(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun) {
        for (int run = 0; run < runs; run++, f += fRun, t += tRun) {
            for (int i = 0; i < floats; i += N) {
                FloatVector m1 = FloatVector.fromArray(S, from, f + fStep + i);
                FloatVector m2 = FloatVector.fromArray(S, from, f + 2 * fStep + i);
                FloatVector m3 = FloatVector.fromArray(S, from, f + 3 * fStep + i);
                FloatVector m4 = FloatVector.fromArray(S, from, f + 4 * fStep + i);
                FloatVector sumA = m1.add(m2);
                FloatVector differenceA = m1.sub(m2);
                FloatVector sumB = m3.add(m4);
                FloatVector differenceB = m3.sub(m4);
                FloatVector.fromArray(S, from, f + i).add(sumA).add(sumB).intoArray(to, t + i);
                differenceA.mul(Points3.A).add(differenceB.mul(Points3.B)).intoArray(to, t + tStep + i);
                sumA.mul(Points3.A2).add(sumB.mul(Points3.B2)).intoArray(to, t + 2 * tStep + i);
                differenceA.mul(Points3.A * Points3.A2).add(differenceB.mul(Points3.B * Points3.B2))
                        .add(FloatVector.fromArray(S, from, f + 5 * fStep + i)).intoArray(to, t + 3 * tStep + i);
            }
        }
    }

    @Override
    public void input2(float[] from, int f, int middle, int step, float[] to, int t, int tStep, int floats, int runs,
            int fRun, int tRun) {
        FloatVector product = FloatVector.broadcast(S, Points2.A2 * Points2.B2);
        FloatVector minusSum = FloatVector.broadcast(S, -(Points2.A2 + Points2.B2));
        FloatVector minusA2 = FloatVector.broadcast(S, -Points2.A2);
        FloatVector minusB2 = FloatVector.broadcast(S, -Points2.B2);
        for (int run = 0; run < runs; run++, f += fRun, middle += fRun, t += tRun) {
            for (int i = 0; i < floats; i += N) {
                FloatVector d0 = FloatVector.fromArray(S, from, f + i);
                FloatVector d1 = FloatVector.fromArray(S, from, f + step + i);
                FloatVector d2 = FloatVector.fromArray(S, from, f + 2 * step + i);
                FloatVector d3 = FloatVector.fromArray(S, from, f + 3 * step + i);
                FloatVector d4 = FloatVector.fromArray(S, from, f + 4 * step + i);
                FloatVector evenA = d1.fma(minusB2, d3);
                FloatVector oddA = d0.fma(minusB2, d2).mul(Points2.A);
                FloatVector evenB = d1.fma(minusA2, d3);
                FloatVector oddB = d0.fma(minusA2, d2).mul(Points2.B);
                evenA.add(oddA).intoArray(to, t + i);
                evenA.sub(oddA).intoArray(to, t + tStep + i);
                evenB.add(oddB).intoArray(to, t + 2 * tStep + i);
                evenB.sub(oddB).intoArray(to, t + 3 * tStep + i);
                d0.fma(product, d2.fma(minusSum, d4)).intoArray(to, t + 4 * tStep + i);
                FloatVector.fromArray(S, from, middle + i).intoArray(to, t + 5 * tStep + i);
                FloatVector.fromArray(S, from, middle + step + i).intoArray(to, t + 6 * tStep + i);
                FloatVector.fromArray(S, from, middle + 2 * step + i).intoArray(to, t + 7 * tStep + i);
                FloatVector.fromArray(S, from, middle + 3 * step + i).intoArray(to, t + 8 * tStep + i);
            }
        }
    }

    @Override
    public void output2Sum(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun) {
        for (int run = 0; run < runs; run++, f += fRun, t += tRun) {
            for (int i = 0; i < floats; i += N) {
                FloatVector m0 = FloatVector.fromArray(S, from, f + i);
                FloatVector m1 = FloatVector.fromArray(S, from, f + fStep + i);
                FloatVector m2 = FloatVector.fromArray(S, from, f + 2 * fStep + i);
                FloatVector m3 = FloatVector.fromArray(S, from, f + 3 * fStep + i);
                FloatVector sumA = m0.add(m1);
                FloatVector differenceA = m0.sub(m1);
                FloatVector sumB = m2.add(m3);
                FloatVector differenceB = m2.sub(m3);
                sumA.add(sumB).add(FloatVector.fromArray(S, from, f + 5 * fStep + i)).intoArray(to, t + i);
                differenceA.mul(Points2.A).add(differenceB.mul(Points2.B))
                        .add(FloatVector.fromArray(S, from, f + 6 * fStep + i))
                        .intoArray(to, t + tStep + i);
                sumA.mul(Points2.A2).add(sumB.mul(Points2.B2)).add(FloatVector.fromArray(S, from, f + 7 * fStep + i))
                        .intoArray(to, t + 2 * tStep + i);
                differenceA.mul(Points2.A * Points2.A2).add(differenceB.mul(Points2.B * Points2.B2))
                        .add(FloatVector.fromArray(S, from, f + 4 * fStep + i))
                        .add(FloatVector.fromArray(S, from, f + 8 * fStep + i))
                        .intoArray(to, t + 3 * tStep + i);
            }
        }
    }

    @Override
    public void output2Interleaved(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs,
            int fRun, int tRun) {
        for (int run = 0; run < runs; run++, f += fRun, t += tRun) {
            for (int i = 0; i < floats; i += N) {
                FloatVector m0 = FloatVector.fromArray(S, from, f + i);
                FloatVector m1 = FloatVector.fromArray(S, from, f + fStep + i);
                FloatVector m2 = FloatVector.fromArray(S, from, f + 2 * fStep + i);
                FloatVector m3 = FloatVector.fromArray(S, from, f + 3 * fStep + i);
                FloatVector sumA = m0.add(m1);
                FloatVector differenceA = m0.sub(m1);
                FloatVector sumB = m2.add(m3);
                FloatVector differenceB = m2.sub(m3);
                sumA.add(sumB).intoArray(to, t + i);
                FloatVector.fromArray(S, from, f + 5 * fStep + i).intoArray(to, t + tStep + i);
                differenceA.mul(Points2.A).add(differenceB.mul(Points2.B)).intoArray(to, t + 2 * tStep + i);
                FloatVector.fromArray(S, from, f + 6 * fStep + i).intoArray(to, t + 3 * tStep + i);
                sumA.mul(Points2.A2).add(sumB.mul(Points2.B2)).intoArray(to, t + 4 * tStep + i);
                FloatVector.fromArray(S, from, f + 7 * fStep + i).intoArray(to, t + 5 * tStep + i);
                differenceA.mul(Points2.A * Points2.A2).add(differenceB.mul(Points2.B * Points2.B2))
                        .add(FloatVector.fromArray(S, from, f + 4 * fStep + i)).intoArray(to, t + 6 * tStep + i);
                FloatVector.fromArray(S, from, f + 8 * fStep + i).intoArray(to, t + 7 * tStep + i);
            }
        }
    }
}
