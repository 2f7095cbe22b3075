package org.derain4j.kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * One operation of a {@link Program}. Maps are named by their index in {@link Program#maps()}, parameters by their name
 * in {@link Filters}. Every backend runs every step.
 */
public sealed interface Step {

    /**
     * The maps that the step reads.
     *
     * @return indices, possibly with repetitions
     */
    List<Integer> reads();

    /**
     * The maps that the step writes, each wholly.
     *
     * @return indices
     */
    List<Integer> writes();

    /**
     * The mean of factor x factor pixels.
     *
     * @param input  map whose sides are multiples of the factor
     * @param factor 2 or more
     * @param output map of 1/factor the size
     */
    record BoxDownscale(int input, int factor, int output) implements Step {
        @Override
        public List<Integer> reads() {
            return List.of(input);
        }

        @Override
        public List<Integer> writes() {
            return List.of(output);
        }
    }

    /**
     * A convolution or transposed convolution, of one map or of the channel-wise concatenation of two.
     *
     * @param inputs   one map, or two of the same height and width
     * @param window   stride and direction
     * @param filter   name of the filter, 3x3 or 1x1, laid out as the window says
     * @param epilogue what is done to the sums
     * @param output   the result; it may share its slot with the addend, never with an input
     */
    record Convolution(List<Integer> inputs, Window window, String filter, Epilogue epilogue, int output)
            implements
                Step {
        /** Copies the list of inputs. */
        public Convolution {
            inputs = List.copyOf(inputs);
        }

        @Override
        public List<Integer> reads() {
            List<Integer> all = new ArrayList<>(inputs);
            if (epilogue.hasAddend()) {
                all.add(epilogue.addend());
            }
            return all;
        }

        @Override
        public List<Integer> writes() {
            return List.of(output);
        }
    }

    /**
     * One step of a convolutional LSTM (Shi et al., NIPS 2015, without peepholes):
     * {@code g = conv3x3(concat[x, h]) + b} with the gates i, j, f, o; {@code c' = c * sigmoid(f + 1) + sigmoid(i) *
     * tanh(j)}; {@code h' = tanh(c') * sigmoid(o)}.
     *
     * @param input     x
     * @param hidden    h, F channels
     * @param cell      c, F channels
     * @param filter    name of {@code [3, 3, X + F, 4F]}
     * @param bias      name of {@code [4F]}
     * @param newCell   c'; it may share c's slot
     * @param newHidden h'
     */
    record ConvLstm(int input, int hidden, int cell, String filter, String bias, int newCell, int newHidden)
            implements
                Step {
        @Override
        public List<Integer> reads() {
            return List.of(input, hidden, cell);
        }

        @Override
        public List<Integer> writes() {
            return List.of(newCell, newHidden);
        }
    }

    /**
     * {@link ConvLstm} from the zero state, exactly: the filter's rows for h and the gate f have no effect, so
     * {@code h' = tanh(sigmoid(i) * tanh(j)) * sigmoid(o)} and only 3F of the 4F sums over X of the X + F channels are
     * formed.
     *
     * @param input  x
     * @param filter name of {@code [3, 3, X + F, 4F]}
     * @param bias   name of {@code [4F]}
     * @param output h', F channels
     */
    record ConvLstmZeroState(int input, String filter, String bias, int output) implements Step {
        @Override
        public List<Integer> reads() {
            return List.of(input);
        }

        @Override
        public List<Integer> writes() {
            return List.of(output);
        }
    }

    /**
     * Channel attention with its residual sum (Zhang et al., ECCV 2018): {@code m} = mean of f over the whole map,
     * {@code s = sigmoid(W2 prelu(W1 m + b1) + b2)}, result {@code skip + f * s}.
     *
     * @param input   f
     * @param squeeze W1, b1 and its slopes
     * @param excite  W2, b2
     * @param skip    map of f's shape
     * @param output  the result; it may share its slot with f or skip
     */
    record ChannelAttention(int input, Dense squeeze, Dense excite, int skip, int output) implements Step {
        @Override
        public List<Integer> reads() {
            return List.of(input, skip);
        }

        @Override
        public List<Integer> writes() {
            return List.of(output);
        }
    }

    /**
     * A fully connected layer of the attention.
     *
     * @param filter name of {@code [1, 1, in, out]}
     * @param bias   name of {@code [out]}
     * @param slope  name of PReLU's slopes {@code [out]}, or null
     */
    record Dense(String filter, String bias, String slope) {}

    /**
     * PReLU by itself: {@code max(0, x) + slope[c] * min(0, x)}.
     *
     * @param input  x
     * @param slope  name of {@code [channels]}
     * @param output the result; it may share x's slot
     */
    record Prelu(int input, String slope, int output) implements Step {
        @Override
        public List<Integer> reads() {
            return List.of(input);
        }

        @Override
        public List<Integer> writes() {
            return List.of(output);
        }
    }

    /**
     * A pointwise function of every value.
     *
     * @param input    x
     * @param function which
     * @param output   the result; it may share x's slot
     */
    record Pointwise(int input, Function function, int output) implements Step {
        @Override
        public List<Integer> reads() {
            return List.of(input);
        }

        @Override
        public List<Integer> writes() {
            return List.of(output);
        }
    }

    /** The gates' functions. */
    enum Function {
        /** {@code 1 / (1 + exp(-x))}. */
        SIGMOID,
        /** The hyperbolic tangent. */
        TANH
    }

    /**
     * A sum or difference of two maps of one shape.
     *
     * @param left    first operand
     * @param right   second operand
     * @param negated true for {@code left - right}
     * @param output  the result; it may share a slot with either operand
     */
    record Add(int left, int right, boolean negated, int output) implements Step {
        @Override
        public List<Integer> reads() {
            return List.of(left, right);
        }

        @Override
        public List<Integer> writes() {
            return List.of(output);
        }
    }
}
