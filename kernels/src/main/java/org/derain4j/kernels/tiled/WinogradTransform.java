package org.derain4j.kernels.tiled;

/**
 * The transforms of Winograd's F(4x4, 3x3) (Lavin and Gray, CVPR 2016): a 3x3 convolution of 4x4 outputs
 * is 36 products per channel pair instead of 144.
 *
 * <p>The points are 0, A, -A, B, -B and infinity. With A = 11/16 and B = 11/8, whose powers are all exact floats, the error is
 * less than half of that with the usual 1 and 2, its largest value less than a third (kernels/NOTES.md).
 */
public final class WinogradTransform {

    /** Outputs of a tile along one side. */
    static final int OUT = 4;

    /** Inputs of a tile along one side. */
    static final int IN = 6;

    /** Products of a tile. */
    static final int POINTS = IN * IN;

    public static final float A = 11 / 16f;
    public static final float B = 11 / 8f;
    public static final float A2 = A * A;
    public static final float B2 = B * B;

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
}
