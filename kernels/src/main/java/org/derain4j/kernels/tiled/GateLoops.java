package org.derain4j.kernels.tiled;

/**
 * What the gates of a convolutional LSTM need, on sums {@code [pixels][pitch]} of which each gate has {@code width}
 * neighbouring columns, a multiple of {@link Arithmetic#lanes}. Not a number stays not a number.
 */
public interface GateLoops {

    /** Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits of the sum. */
    float ROUND = 12582912f;

    float LOG2_E = 1.44269504f;
    float LN2_HIGH = 0.693359375f;
    float LN2_LOW = -2.12194440e-4f;

    /** Beyond these, e^x leaves the normal floats. */
    float EXP_MAX = 88f;
    float EXP_MIN = -87f;

    /** {@code e^r - 1 = r + r^2 (C2 + C3 r + ...)} for |r| below ln(2) / 2: S. Moshier's Cephes library, {@code expf}. */
    float C2 = 5.0000001201e-1f;
    float C3 = 1.6666665459e-1f;
    float C4 = 4.1665795894e-2f;
    float C5 = 8.3334519073e-3f;
    float C6 = 1.3981999507e-3f;
    float C7 = 1.9875691500e-4f;

    /** The bits of 1, to which n * 2^23 is added for 2^n. */
    int ONE_BITS = 0x3f800000;

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
