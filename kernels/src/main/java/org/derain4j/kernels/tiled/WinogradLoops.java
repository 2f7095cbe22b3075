package org.derain4j.kernels.tiled;

/** The transforms of {@link WinogradTransform} along one side, on {@link Arithmetic#lanes} channels at a time. */
public interface WinogradLoops {

    /**
     * The inputs' transform, six values to six points, for each of a number of lines.
     *
     * @param from  inputs; the k-th of line l is at {@code f + l * fLine + k * fStep}
     * @param to    points, likewise
     * @param lines how many
     */
    void input(float[] from, int f, int fLine, int fStep, float[] to, int t, int tLine, int tStep, int lines);

    /**
     * The products' transform, six points to four outputs, for each of a number of lines.
     *
     * @param from  products; the k-th of line l is at {@code f + l * fLine + k * fStep}
     * @param to    results, likewise
     * @param lines how many
     */
    void output(float[] from, int f, int fLine, int fStep, float[] to, int t, int tLine, int tStep, int lines);
}
