package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of Winograd's F(4x4, 3x3) (Lavin and Gray, CVPR 2016), on N channels at a time: a 3x3 convolution of 4x4
 * outputs is 36 products per channel pair instead of 144.
 *
 * <p>The points are 0, A, -A, B, -B and infinity. With A = 11/16 and B = 11/8, whose powers are all exact floats, the error is
 * less than half of that with the usual 1 and 2, its largest value less than a third (kernels/NOTES.md).
 */
final class WinogradTransform {

    /** Outputs of a tile along one side. */
    static final int OUT = 4;

    /** Inputs of a tile along one side. */
    static final int IN = 6;

    /** Products of a tile. */
    static final int POINTS = IN * IN;

    private static final float A = 11 / 16f;
    private static final float B = 11 / 8f;
    private static final float A2 = A * A;
    private static final float B2 = B * B;

    /** The filter's transform, 6x3: (1, p, p^2) of every point over the product of its distances from the others. */
    private static final double[][] G = {filterRow(0, A2 * B2), filterRow(A, 2 * A2 * (A2 - B2)),
        filterRow(-A, 2 * A2 * (A2 - B2)), filterRow(B, 2 * B2 * (B2 - A2)), filterRow(-B, 2 * B2 * (B2 - A2)),
        {0, 0, 1}};

    private static double[] filterRow(double point, double scale) {
        return new double[]{1 / scale, point / scale, point * point / scale};
    }

    private WinogradTransform() {}

    /** {@code G g G'} of a 3x3 filter, in double. */
    static double[] filter(double[][] g) {
        double[] points = new double[POINTS];
        for (int i = 0; i < IN; i++) {
            for (int j = 0; j < IN; j++) {
                for (int y = 0; y < 3; y++) {
                    for (int x = 0; x < 3; x++) {
                        points[i * IN + j] += G[i][y] * g[y][x] * G[j][x];
                    }
                }
            }
        }
        return points;
    }

    /**
     * The inputs' transform along one side, for each of a number of lanes.
     *
     * @param from  inputs; the k-th of lane l is at {@code f + l * fLane + k * fStep}
     * @param to    points, likewise
     * @param lanes how many
     */
    static void input(float[] from, int f, int fLane, int fStep, float[] to, int t, int tLane, int tStep, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            int i = f + lane * fLane;
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
            int o = t + lane * tLane;
            d0.fma(product, d2.fma(minusSum, d4)).intoArray(to, o);
            evenA.add(oddA).intoArray(to, o + tStep);
            evenA.sub(oddA).intoArray(to, o + 2 * tStep);
            evenB.add(oddB).intoArray(to, o + 3 * tStep);
            evenB.sub(oddB).intoArray(to, o + 4 * tStep);
            d1.fma(product, d3.fma(minusSum, d5)).intoArray(to, o + 5 * tStep);
        }
    }

    /**
     * The products' transform to four outputs along one side, for each of a number of lanes.
     *
     * @param from  products; the k-th of lane l is at {@code f + l * fLane + k * fStep}
     * @param to    results, likewise
     * @param lanes how many
     */
    static void output(float[] from, int f, int fLane, int fStep, float[] to, int t, int tLane, int tStep, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            int i = f + lane * fLane;
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
            int o = t + lane * tLane;
            m0.add(sumA).add(sumB).intoArray(to, o);
            differenceA.mul(A).add(differenceB.mul(B)).intoArray(to, o + tStep);
            sumA.mul(A2).add(sumB.mul(B2)).intoArray(to, o + 2 * tStep);
            differenceA.mul(A * A2).add(differenceB.mul(B * B2)).add(m5).intoArray(to, o + 3 * tStep);
        }
    }
}
