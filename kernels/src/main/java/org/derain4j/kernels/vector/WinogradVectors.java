package org.derain4j.kernels.vector;

import static org.derain4j.kernels.tiled.WinogradTransform.A;
import static org.derain4j.kernels.tiled.WinogradTransform.A2;
import static org.derain4j.kernels.tiled.WinogradTransform.B;
import static org.derain4j.kernels.tiled.WinogradTransform.B2;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;
import org.derain4j.kernels.tiled.WinogradLoops;

/** Winograd's transforms, a vector of channels at a time. */
final class WinogradVectors implements WinogradLoops {

    @Override
    public void input(float[] from, int f, int fLine, int fStep, float[] to, int t, int tLine, int tStep, int lines) {
        for (int line = 0; line < lines; line++) {
            int i = f + line * fLine;
            FloatVector d0 = FloatVector.fromArray(S, from, i);
            FloatVector d1 = FloatVector.fromArray(S, from, i + fStep);
            FloatVector d2 = FloatVector.fromArray(S, from, i + 2 * fStep);
            FloatVector d3 = FloatVector.fromArray(S, from, i + 3 * fStep);
            FloatVector d4 = FloatVector.fromArray(S, from, i + 4 * fStep);
            FloatVector d5 = FloatVector.fromArray(S, from, i + 5 * fStep);
            FloatVector product = FloatVector.broadcast(S, A2 * B2);
            FloatVector minusSum = FloatVector.broadcast(S, -(A2 + B2));
            FloatVector minusA2 = FloatVector.broadcast(S, -A2);
            FloatVector minusB2 = FloatVector.broadcast(S, -B2);
            FloatVector evenA = d2.fma(minusB2, d4);
            FloatVector oddA = d1.fma(minusB2, d3).mul(A);
            FloatVector evenB = d2.fma(minusA2, d4);
            FloatVector oddB = d1.fma(minusA2, d3).mul(B);
            int o = t + line * tLine;
            d0.fma(product, d2.fma(minusSum, d4)).intoArray(to, o);
            evenA.add(oddA).intoArray(to, o + tStep);
            evenA.sub(oddA).intoArray(to, o + 2 * tStep);
            evenB.add(oddB).intoArray(to, o + 3 * tStep);
            evenB.sub(oddB).intoArray(to, o + 4 * tStep);
            d1.fma(product, d3.fma(minusSum, d5)).intoArray(to, o + 5 * tStep);
        }
    }

    @Override
    public void output(float[] from, int f, int fLine, int fStep, float[] to, int t, int tLine, int tStep, int lines) {
        for (int line = 0; line < lines; line++) {
            int i = f + line * fLine;
            FloatVector m0 = FloatVector.fromArray(S, from, i);
            FloatVector m1 = FloatVector.fromArray(S, from, i + fStep);
            FloatVector m2 = FloatVector.fromArray(S, from, i + 2 * fStep);
            FloatVector m3 = FloatVector.fromArray(S, from, i + 3 * fStep);
            FloatVector m4 = FloatVector.fromArray(S, from, i + 4 * fStep);
            FloatVector m5 = FloatVector.fromArray(S, from, i + 5 * fStep);
            FloatVector sumA = m1.add(m2);
            FloatVector differenceA = m1.sub(m2);
            FloatVector sumB = m3.add(m4);
            FloatVector differenceB = m3.sub(m4);
            int o = t + line * tLine;
            m0.add(sumA).add(sumB).intoArray(to, o);
            differenceA.mul(A).add(differenceB.mul(B)).intoArray(to, o + tStep);
            sumA.mul(A2).add(sumB.mul(B2)).intoArray(to, o + 2 * tStep);
            differenceA.mul(A * A2).add(differenceB.mul(B * B2)).add(m5).intoArray(to, o + 3 * tStep);
        }
    }
}
