package org.derain4j.kernels.tiled;

/**
 * What the gates of a convolutional LSTM need, on sums {@code [pixels][pitch]} of which each gate has {@code width}
 * neighbouring columns, a multiple of {@link Arithmetic#lanes}. Not a number stays not a number.
 */
public interface GateLoops {

    /**
     * {@code g = sigmoid(g + bias)}.
     *
     * @param sums   holds the gate
     * @param g      where it begins
     * @param pitch  floats from one pixel to the next
     * @param bias   per column
     * @param b      where the gate's begin
     * @param width  columns of a gate
     * @param pixels how many
     */
    void sigmoid(float[] sums, int g, int pitch, float[] bias, int b, int width, int pixels);

    /** {@code g = tanh(g + bias)}, otherwise like {@link #sigmoid}. */
    void tanh(float[] sums, int g, int pitch, float[] bias, int b, int width, int pixels);

    /** {@code a = a * b}. */
    void multiply(float[] sums, int a, int b, int pitch, int width, int pixels);

    /** {@code a = a + f * state}, the state {@code [pixels][width]}. */
    void addProduct(float[] sums, int a, int f, float[] state, int pitch, int width, int pixels);
}
