package org.derain4j.kernels.tiled;

/** What the gates of a convolutional LSTM need, on tiles that lie in one array. Not a number stays not a number. */
public interface GateLoops {

    /**
     * {@code t = sigmoid(t + bias)}.
     *
     * @param sums   holds the tile
     * @param t      where it begins
     * @param bias   per channel
     * @param b      where the tile's channels begin
     * @param pixels how many of the tile's pixels are real
     */
    void sigmoid(float[] sums, int t, float[] bias, int b, int pixels);

    /** {@code t = tanh(t + bias)}, otherwise like {@link #sigmoid}. */
    void tanh(float[] sums, int t, float[] bias, int b, int pixels);

    /** {@code to = a * b}, all of them tiles. */
    void multiply(float[] sums, int a, int b, int to, int pixels);

    /** {@code to = a * b + c * d}, all of them tiles. */
    void multiplyAdd(float[] sums, int a, int b, int c, int d, int to, int pixels);

    /** {@code to = tanh(cell) * o}, all of them tiles. */
    void hidden(float[] sums, int cell, int o, int to, int pixels);
}
