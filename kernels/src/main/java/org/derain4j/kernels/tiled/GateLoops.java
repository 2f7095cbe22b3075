package org.derain4j.kernels.tiled;

/**
 * What the gates of a convolutional LSTM need. All numbers of values and columns are multiples of {@link Microkernels#lanes}. Not
 * a number stays not a number.
 */
public interface GateLoops {

    /** The scale of a sigmoid's exponentials. */
    float SIGMOID = -1;

    /** The scale of a tanh's exponentials. */
    float TANH = 2;

    /** {@code x = sigmoid(x)} of neighbouring values from v on. */
    void sigmoid(float[] values, int v, int floats);

    /** {@code x = tanh(x)}, otherwise like {@link #sigmoid}. */
    void tanh(float[] values, int v, int floats);

    /**
     * {@code x = e^(scale * (x + bias)) - 1}, which {@link #sigmoidTimesTanh} and {@link #addState} take.
     *
     * @param sums   holds the values
     * @param s      where they begin
     * @param pitch  floats from one pixel's to the next one's
     * @param bias   per column
     * @param scale  per column: {@link #SIGMOID} or {@link #TANH}
     * @param b      first column of both
     * @param width  columns
     * @param pixels how many
     */
    void exponentials(float[] sums, int s, int pitch, float[] bias, float[] scale, int b, int width, int pixels);

    /**
     * {@code to = sigmoid * tanh}, of {@link #exponentials}, with one division.
     *
     * @param sums    holds both
     * @param sigmoid where the sigmoid's exponentials begin
     * @param tanh    where the tanh's begin
     * @param pitch   floats from one pixel's to the next one's
     * @param to      may be sums
     * @param t       where the results begin
     * @param toPitch floats from one pixel's to the next one's
     * @param width   columns
     * @param pixels  how many
     */
    void sigmoidTimesTanh(float[] sums, int sigmoid, int tanh, int pitch, float[] to, int t, int toPitch, int width,
            int pixels);

    /** {@code a = a + sigmoid * state}, the sigmoid from {@link #exponentials} at f, the state {@code [pixels][width]}. */
    void addState(float[] sums, int a, int f, float[] state, int pitch, int width, int pixels);
}
