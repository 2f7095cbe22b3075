package org.derain4j.kernels.tiled;

/**
 * Winograd's transforms along one side, for runs of neighbouring values: of the inputs or products that are {@code fStep}
 * apart, the k-th begins at {@code f + k * fStep}; likewise of the results. There are {@code runs} of {@code floats} values
 * (a multiple of {@link Microkernels#lanes}) each, {@code fRun} and {@code tRun} apart. The constants are {@link WinogradSide}'s.
 */
public interface WinogradLoops {

    /** F(4, 3): six inputs to six points. */
    void input3(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun, int tRun);

    /** F(4, 3): six products to four outputs. */
    void output3(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun);

    /**
     * F(4, 2) and four inputs as they are: nine points, first the five of F(4, 2).
     *
     * @param f      the five inputs of two taps begin here, step apart
     * @param middle the four inputs of one tap begin here, step apart
     */
    void input2(float[] from, int f, int middle, int step, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun);

    /** F(4, 2): nine products to four outputs, each the sum of what two taps and one tap give. */
    void output2Sum(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs, int fRun,
            int tRun);

    /** F(4, 2): nine products to eight outputs, in turn those of two taps and of one tap. */
    void output2Interleaved(float[] from, int f, int fStep, float[] to, int t, int tStep, int floats, int runs,
            int fRun, int tRun);
}
