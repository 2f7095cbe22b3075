package org.derain4j.kernels.tiled;

import org.derain4j.kernels.program.Window;

/**
 * One side of a Winograd tile (Lavin and Gray, CVPR 2016): how many inputs become how many points and outputs. A tile of two
 * dimensions applies it along both.
 *
 * <p>At stride 1 it is F(4, 3), 6 products instead of 12. At stride 2 outer and middle taps meet different inputs (or
 * outputs, when transposed): the outer two go through F(4, 2), the middle one is plain; 9 products instead of 12.
 *
 * <p>The points are those with the smallest error found (kernels/NOTES.md).
 */
public enum WinogradSide {

    /** Stride 1, transposed or not: points 0, A, -A, B, -B, infinity. */
    STRIDE_1(6, 4, -1, 6, 4, new double[][]{row3(0, Points3.A2 * Points3.B2), row3(Points3.A, Points3.SCALE_A),
        row3(-Points3.A, Points3.SCALE_A), row3(Points3.B, Points3.SCALE_B), row3(-Points3.B, Points3.SCALE_B),
        {0, 0, 1}}) {

        @Override
        void input(WinogradLoops loops, float[] from, int f, int fStep, float[] to, int t, int tStep, int floats,
                int runs, int fRun, int tRun) {
            loops.input3(from, f, fStep, to, t, tStep, floats, runs, fRun, tRun);
        }

        @Override
        void output(WinogradLoops loops, float[] from, int f, int fStep, float[] to, int t, int tStep, int floats,
                int runs, int fRun, int tRun) {
            loops.output3(from, f, fStep, to, t, tStep, floats, runs, fRun, tRun);
        }
    },
    /** Stride 2 on an even size: even inputs meet the outer taps, odd ones the middle tap. */
    STRIDE_2(9, 8, 0, 9, 4, taps2()) {

        @Override
        void input(WinogradLoops loops, float[] from, int f, int fStep, float[] to, int t, int tStep, int floats,
                int runs, int fRun, int tRun) {
            loops.input2(from, f, f + fStep, 2 * fStep, to, t, tStep, floats, runs, fRun, tRun);
        }

        @Override
        void output(WinogradLoops loops, float[] from, int f, int fStep, float[] to, int t, int tStep, int floats,
                int runs, int fRun, int tRun) {
            loops.output2Sum(from, f, fStep, to, t, tStep, floats, runs, fRun, tRun);
        }
    },
    /** Stride 2 transposed to an even size: even outputs come from the outer taps, odd ones from the middle tap. */
    TRANSPOSED(5, 4, -1, 9, 8, taps2()) {

        @Override
        void input(WinogradLoops loops, float[] from, int f, int fStep, float[] to, int t, int tStep, int floats,
                int runs, int fRun, int tRun) {
            loops.input2(from, f, f + fStep, fStep, to, t, tStep, floats, runs, fRun, tRun);
        }

        @Override
        void output(WinogradLoops loops, float[] from, int f, int fStep, float[] to, int t, int tStep, int floats,
                int runs, int fRun, int tRun) {
            loops.output2Interleaved(from, f, fStep, to, t, tStep, floats, runs, fRun, tRun);
        }
    };

    /** Points of F(4, 3), with 0 and infinity. Their powers are exact floats. */
    public static final class Points3 {

        public static final float A = 11 / 16f;
        public static final float B = 11 / 8f;
        public static final float A2 = A * A;
        public static final float B2 = B * B;
        private static final double SCALE_A = 2 * A2 * (A2 - B2);
        private static final double SCALE_B = 2 * B2 * (B2 - A2);

        private Points3() {}
    }

    /** Points of F(4, 2), with infinity. Their powers are exact floats. */
    public static final class Points2 {

        public static final float A = 7 / 16f;
        public static final float B = 5 / 4f;
        public static final float A2 = A * A;
        public static final float B2 = B * B;
        private static final double SCALE_A = 2 * A * (A2 - B2);
        private static final double SCALE_B = 2 * B * (B2 - A2);

        private Points2() {}
    }

    /** Inputs of a tile. */
    final int inputs;
    /** Inputs from one tile to the next. */
    final int inputStep;
    /** The first tile's first input; negative in the padding. */
    final int firstInput;
    /** Products of a tile. */
    final int points;
    /** Outputs of a tile, and from one tile to the next. */
    final int outputs;

    /** The taps' transform, {@code [points][3]}: powers of the point over the product of its distances from the others. */
    private final double[][] filter;

    WinogradSide(int inputs, int inputStep, int firstInput, int points, int outputs, double[][] filter) {
        this.inputs = inputs;
        this.inputStep = inputStep;
        this.firstInput = firstInput;
        this.points = points;
        this.outputs = outputs;
        this.filter = filter;
    }

    private static double[] row3(double point, double scale) {
        return new double[]{1 / scale, point / scale, point * point / scale};
    }

    private static double[][] taps2() {
        return new double[][]{row2(Points2.A, Points2.SCALE_A), row2(-Points2.A, -Points2.SCALE_A),
            row2(Points2.B, Points2.SCALE_B), row2(-Points2.B, -Points2.SCALE_B), {0, 0, 1}, {0, 1, 0}, {0, 1, 0},
            {0, 1, 0}, {0, 1, 0}};
    }

    private static double[] row2(double point, double scale) {
        return new double[]{1 / scale, 0, point / scale};
    }

    static WinogradSide of(Window window) {
        return switch (window) {
            case CONV, TRANSPOSED -> STRIDE_1;
            case CONV_STRIDE2 -> STRIDE_2;
            case TRANSPOSED_STRIDE2 -> TRANSPOSED;
        };
    }

    /** Inputs to points. */
    abstract void input(WinogradLoops loops, float[] from, int f, int fStep, float[] to, int t, int tStep, int floats,
            int runs, int fRun, int tRun);

    /** Products to outputs. */
    abstract void output(WinogradLoops loops, float[] from, int f, int fStep, float[] to, int t, int tStep, int floats,
            int runs, int fRun, int tRun);

    /**
     * The transform of 3x3 filters, {@code G g G'}, in double, for many of them at once. Long loops that do one thing: the JVM
     * has them fast before the first picture is there.
     *
     * @param taps  {@code [9][filters]}, row by row, in the order of the inputs they meet
     * @param to    receives {@code [points * points][filters]}
     * @param at    where the first point begins
     * @param pitch from point to point
     */
    void filter(float[][] taps, float[] to, int at, int pitch) {
        double[][] half = new double[3][taps[0].length];
        for (int i = 0; i < points; i++) {
            for (int x = 0; x < 3; x++) {
                combine(filter[i], taps[x], taps[3 + x], taps[6 + x], half[x]);
            }
            for (int j = 0; j < points; j++) {
                combine(filter[j], half, to, at + (i * points + j) * pitch);
            }
        }
    }

    private static void combine(double[] factors, float[] a, float[] b, float[] c, double[] to) {
        double fa = factors[0];
        double fb = factors[1];
        double fc = factors[2];
        for (int k = 0; k < to.length; k++) {
            to[k] = fa * a[k] + fb * b[k] + fc * c[k];
        }
    }

    private static void combine(double[] factors, double[][] half, float[] to, int at) {
        double fa = factors[0];
        double fb = factors[1];
        double fc = factors[2];
        double[] a = half[0];
        double[] b = half[1];
        double[] c = half[2];
        for (int k = 0; k < a.length; k++) {
            to[at + k] = (float) (fa * a[k] + fb * b[k] + fc * c[k]);
        }
    }
}
