package org.derain4j.kernels.program;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One operation of a {@link Program}. Maps are named by their index in {@link Program#maps()}, parameters by their name
 * in {@link Parameters}. Every backend runs every step.
 */
public sealed interface Step {

    /**
     * The maps that the step reads.
     *
     * @return indices, possibly with repetitions
     */
    default List<Integer> reads() {
        return switch (this) {
            case BoxDownscale s -> List.of(s.input());
            case Convolution s -> s.epilogue().hasAddend()
                    ? Stream.concat(s.inputs().stream(), Stream.of(s.epilogue().addend())).toList()
                    : s.inputs();
            case ConvLstm s -> List.of(s.input(), s.hidden(), s.cell());
            case ConvLstmZeroState s -> List.of(s.input());
            case ChannelAttention s -> List.of(s.input(), s.skip());
            case ChannelGate s -> List.of(s.input());
            case ChannelScale s -> List.of(s.input(), s.gate(), s.skip());
            case Fetch s -> List.of(s.stored());
            case Spill s -> List.of(s.input());
            case Prelu s -> List.of(s.input());
            case Pointwise s -> List.of(s.input());
            case Add s -> List.of(s.left(), s.right());
            case Bands s -> s.steps().stream().flatMap(step -> step.reads().stream())
                    .filter(map -> !s.written().contains(map)).distinct().toList();
        };
    }

    /**
     * The maps that the step writes, each wholly.
     *
     * @return indices
     */
    default List<Integer> writes() {
        return switch (this) {
            case BoxDownscale s -> List.of(s.output());
            case Convolution s -> List.of(s.output());
            case ConvLstm s -> List.of(s.newCell(), s.newHidden());
            case ConvLstmZeroState s -> List.of(s.output());
            case ChannelAttention s -> List.of(s.output());
            case ChannelGate s -> List.of(s.output());
            case ChannelScale s -> List.of(s.output());
            case Fetch s -> List.of(s.output());
            case Spill s -> List.of(s.stored());
            case Prelu s -> List.of(s.output());
            case Pointwise s -> List.of(s.output());
            case Add s -> List.of(s.output());
            case Bands s -> s.results();
        };
    }

    /**
     * Of the maps that the step reads, those that it reads value by value, just before it writes in the same place: a result
     * may take such a map's slot. The others are read around the place that is written.
     *
     * @return indices
     */
    default List<Integer> replaceable() {
        return switch (this) {
            case BoxDownscale _,ConvLstmZeroState _,ChannelGate _,Fetch _,Spill _ -> List.of();
            case ChannelScale s -> List.of(s.input(), s.skip());
            case Convolution s -> s.epilogue().hasAddend() && !s.inputs().contains(s.epilogue().addend())
                    ? List.of(s.epilogue().addend())
                    : List.of();
            case ConvLstm s -> s.cell() != s.input() && s.cell() != s.hidden() ? List.of(s.cell()) : List.of();
            case ChannelAttention _,Prelu _,Pointwise _,Add _ -> reads();
            case Bands s -> s.replaceableByLast();
        };
    }

    /** A step of one operation, over whole maps unless it goes in {@link Bands}. */
    sealed interface Single extends Step {}

    /** A step of which every row of the result takes a few rows of the inputs: it may go in {@link Bands}. */
    sealed interface ByRows extends Step {}

    /** What goes in {@link Bands} alone, for maps that are not in memory. */
    sealed interface InBands extends ByRows {}

    /**
     * The mean of factor x factor pixels.
     *
     * @param input  map whose sides are multiples of the factor
     * @param factor 2 or more
     * @param output map of 1/factor the size
     */
    record BoxDownscale(int input, int factor, int output) implements Single, ByRows {}

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
            implements Single, ByRows {

        /** Copies the list of inputs. */
        public Convolution {
            Objects.requireNonNull(inputs, "inputs");
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(filter, "filter");
            Objects.requireNonNull(epilogue, "epilogue");
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * One step of a convolutional LSTM (Shi et al., NIPS 2015, without peepholes):
     * {@code g = conv3x3(concat[x, h]) + b} with the gates i, j, f, o; {@code c' = c * sigmoid(f + 1) + sigmoid(i) *
     * tanh(j)}; {@code h' = tanh(c') * sigmoid(o)}. {@link Gate} and {@link LstmShape} say where what is.
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
            implements Single, ByRows {

        /** Refuses null. */
        public ConvLstm {
            Objects.requireNonNull(filter, "filter");
            Objects.requireNonNull(bias, "bias");
        }
    }

    /**
     * {@link ConvLstm} from the zero state, exactly: the filter's rows for h and the gate f have no effect, so
     * {@code h' = tanh(sigmoid(i) * tanh(j)) * sigmoid(o)} and only {@link LstmShape#liveFilter} is read.
     *
     * @param input  x
     * @param filter name of {@code [3, 3, X + F, 4F]}
     * @param bias   name of {@code [4F]}
     * @param output h', F channels
     */
    record ConvLstmZeroState(int input, String filter, String bias, int output) implements Single, ByRows {

        /** Refuses null. */
        public ConvLstmZeroState {
            Objects.requireNonNull(filter, "filter");
            Objects.requireNonNull(bias, "bias");
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
    record ChannelAttention(int input, Dense squeeze, Dense excite, int skip, int output) implements Single {

        /** Refuses null. */
        public ChannelAttention {
            Objects.requireNonNull(squeeze, "squeeze");
            Objects.requireNonNull(excite, "excite");
        }
    }

    /**
     * A fully connected layer of the attention.
     *
     * @param filter name of {@code [1, 1, in, out]}
     * @param bias   name of {@code [out]}
     * @param slope  name of PReLU's slopes {@code [out]}, or null
     */
    record Dense(String filter, String bias, String slope) {

        /** Refuses null. */
        public Dense {
            Objects.requireNonNull(filter, "filter");
            Objects.requireNonNull(bias, "bias");
        }
    }

    /**
     * The first half of {@link ChannelAttention}: {@code s}, from the means of all rows of f; there when the bands are done.
     *
     * @param input   f
     * @param squeeze W1, b1 and its slopes
     * @param excite  W2, b2
     * @param output  s, 1 x 1 x channels
     */
    record ChannelGate(int input, Dense squeeze, Dense excite, int output) implements InBands {

        /** Refuses null. */
        public ChannelGate {
            Objects.requireNonNull(squeeze, "squeeze");
            Objects.requireNonNull(excite, "excite");
        }
    }

    /**
     * The second half of {@link ChannelAttention}: {@code skip + f * s}.
     *
     * @param input  f
     * @param gate   s, of a {@link ChannelGate} before these bands
     * @param skip   map of f's shape
     * @param output the result
     */
    record ChannelScale(int input, int gate, int skip, int output) implements InBands {}

    /**
     * Reads rows of a map that is spilled, for the steps that need them.
     *
     * @param stored a map that is {@link FeatureMap#spilled}
     * @param output the same rows, between the steps
     */
    record Fetch(int stored, int output) implements InBands {}

    /**
     * Puts rows of a map away, for later steps.
     *
     * @param input  what a step of the bands made
     * @param stored the same map, {@link FeatureMap#spilled}
     */
    record Spill(int input, int stored) implements InBands {}

    /**
     * PReLU by itself: {@code max(0, x) + slope[c] * min(0, x)}.
     *
     * @param input  x
     * @param slope  name of {@code [channels]}
     * @param output the result; it may share x's slot
     */
    record Prelu(int input, String slope, int output) implements Single, ByRows {

        /** Refuses null. */
        public Prelu {
            Objects.requireNonNull(slope, "slope");
        }
    }

    /**
     * A pointwise function of every value.
     *
     * @param input    x
     * @param function which
     * @param output   the result; it may share x's slot
     */
    record Pointwise(int input, Function function, int output) implements Single, ByRows {

        /** Refuses null. */
        public Pointwise {
            Objects.requireNonNull(function, "function");
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
    record Add(int left, int right, boolean negated, int output) implements Single, ByRows {}

    /**
     * Several steps run together, a band of rows of each in turn, so that the maps between them never exist whole: they are
     * held in as many rows as the {@link BandSchedule} needs, still in cache when they are read. The values are the same as
     * when the steps run one after the other, each over whole maps.
     *
     * @param steps    two or more, in an order in which they could run one after the other; each makes a result, or is read
     *                 by a later one
     * @param results  of the maps written, those that are read later by other steps; the last step's among them
     * @param bandRows rows of the last step's result in a band, a multiple of its {@link BandSchedule#rowUnit}
     */
    record Bands(List<ByRows> steps, List<Integer> results, int bandRows) implements Step {

        /**
         * Copies the lists and checks that the steps can go in bands.
         *
         * @throws IllegalArgumentException if they cannot
         */
        public Bands {
            Objects.requireNonNull(steps, "steps");
            Objects.requireNonNull(results, "results");
            steps = List.copyOf(steps);
            results = List.copyOf(results);
            if (steps.size() < 2 || !results.containsAll(steps.getLast().writes())) {
                throw new IllegalArgumentException("bands take two steps or more, and their last result is needed");
            }
            for (int i = 0; i < steps.size() - 1; i++) {
                if (Collections.disjoint(results, steps.get(i).writes())
                        && !isRead(steps.get(i).writes(), steps.subList(i + 1, steps.size()))) {
                    throw new IllegalArgumentException(
                            "no later step of the bands reads the result of " + steps.get(i));
                }
            }
            if (bandRows < 1 || bandRows % BandSchedule.rowUnit(steps.getLast()) != 0) {
                throw new IllegalArgumentException("bands of " + bandRows + " rows do not suit " + steps.getLast());
            }
        }

        private static boolean isRead(List<Integer> maps, List<ByRows> readers) {
            return readers.stream().anyMatch(step -> step.reads().stream().anyMatch(maps::contains));
        }

        /**
         * The maps that only live between the steps.
         *
         * @return indices
         */
        public List<Integer> transients() {
            return written().stream().filter(map -> !results.contains(map)).toList();
        }

        /**
         * All maps that the steps write.
         *
         * @return indices, in order
         */
        public List<Integer> written() {
            return steps.stream().flatMap(step -> step.writes().stream()).toList();
        }

        /** What only the last step reads, and value by value; other results could be written too early. */
        private List<Integer> replaceableByLast() {
            if (!results.equals(steps.getLast().writes())) {
                return List.of();
            }
            List<ByRows> others = steps.subList(0, steps.size() - 1);
            return steps.getLast().replaceable().stream()
                    .filter(map -> reads().contains(map))
                    .filter(map -> others.stream().noneMatch(step -> step.reads().contains(map))).toList();
        }
    }
}
