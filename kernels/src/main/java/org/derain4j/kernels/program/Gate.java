package org.derain4j.kernels.program;

import java.util.List;

/**
 * The gates of a convolutional LSTM of F features, in the order in which its filter and its bias hold them, F sums each:
 * {@code c' = c * sigmoid(f + 1) + sigmoid(i) * tanh(j)}, {@code h' = tanh(c') * sigmoid(o)}.
 */
public enum Gate {

    /** How much of j is taken in. */
    I(Step.Function.SIGMOID, 0),
    /** What may be taken in. */
    J(Step.Function.TANH, 0),
    /** How much of the cell c is kept: raised, so that an untrained cell forgets little. */
    F(Step.Function.SIGMOID, 1),
    /** How much of the new cell is shown. */
    O(Step.Function.SIGMOID, 0);

    /** Those of a step that starts from a state: all. */
    public static final List<Gate> WITH_STATE = List.of(values());

    /** Those of a step from the zero state: what f is multiplied by is zero. {@link LstmShape} says what else that makes dead. */
    public static final List<Gate> ZERO_STATE = List.of(I, J, O);

    private final Step.Function function;
    private final float raise;

    Gate(Step.Function function, float raise) {
        this.function = function;
        this.raise = raise;
    }

    /**
     * What the sum goes through.
     *
     * @return the hyperbolic tangent of j, else the sigmoid
     */
    public Step.Function function() {
        return function;
    }

    /**
     * What is added to the sum beside the bias.
     *
     * @return 1 for f, else 0
     */
    public float raise() {
        return raise;
    }

    /**
     * Where the filter and the bias hold this gate's sum of a feature.
     *
     * @param feature  from 0
     * @param features F
     * @return from 0 to 4F - 1
     */
    public int channel(int feature, int features) {
        return ordinal() * features + feature;
    }
}
