package org.derain4j.engine.graph;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.derain4j.kernels.program.LstmShape;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;

/** One operation of the network. Parameters are official variable names; a bias or slope that is not there is null. */
public sealed interface Op {

    /**
     * The maps that the operation reads.
     *
     * @return in the order of its components
     */
    default List<Value> operands() {
        return switch (this) {
            case Input _ -> List.of();
            case BoxDownscale o -> List.of(o.x());
            case Conv o -> List.of(o.x());
            case TransposedConv o -> List.of(o.x());
            case Prelu o -> List.of(o.x());
            case ConvLstm o -> List.of(o.x());
            case ChannelAttention o -> List.of(o.f(), o.skip());
            case Concat o -> List.of(o.a(), o.b());
            case Add o -> List.of(o.a(), o.b());
            case Subtract o -> List.of(o.a(), o.b());
        };
    }

    /**
     * Multiply-adds of a direct convolution, as the official graph is written. What does not grow with the picture (the
     * attention's dense layers) and what has no multiply-add (activations, sums) is left out.
     *
     * @param shapes of the operands
     * @param out    the shape of the result
     * @return for the whole map
     */
    default long writtenMacs(Function<Value, Shape> shapes, Shape out) {
        Objects.requireNonNull(shapes, "shapes");
        Objects.requireNonNull(out, "out");
        return this instanceof ConvLstm o ? o.shape(shapes).macs() * out.pixels() : liveMacs(shapes, out);
    }

    /**
     * The same without what a zero state makes dead.
     *
     * @param shapes of the operands
     * @param out    the shape of the result
     * @return for the whole map
     */
    default long liveMacs(Function<Value, Shape> shapes, Shape out) {
        Objects.requireNonNull(shapes, "shapes");
        Objects.requireNonNull(out, "out");
        return switch (this) {
            case Conv o -> {
                Shape x = shapes.apply(o.x());
                yield 9L * x.channels() * o.channels() * o.window().smaller(x, out).pixels();
            }
            case TransposedConv o -> {
                Shape x = shapes.apply(o.x());
                yield 9L * x.channels() * o.channels() * x.pixels();
            }
            case ConvLstm o -> o.shape(shapes).liveMacs() * out.pixels();
            case Input _,BoxDownscale _,Prelu _,ChannelAttention _,Concat _,Add _,Subtract _ -> 0;
        };
    }

    /**
     * The picture.
     *
     * @param channels 3
     */
    record Input(int channels) implements Op {}

    /**
     * Mean of factor x factor pixels.
     *
     * @param x      a map whose sides are multiples of the factor
     * @param factor 2 or more
     */
    record BoxDownscale(Value x, int factor) implements Op {

        /** Refuses null. */
        public BoxDownscale {
            Objects.requireNonNull(x, "x");
        }
    }

    /**
     * A 3x3 convolution or stride-1 transposed convolution, SAME.
     *
     * @param x        what is convolved
     * @param window   stride and direction
     * @param filter   variable, laid out as the window says
     * @param bias     variable {@code [channels]}, or null
     * @param channels of the result
     */
    record Conv(Value x, Window window, String filter, String bias, int channels) implements Op {

        /** Refuses null. */
        public Conv {
            Objects.requireNonNull(x, "x");
            Objects.requireNonNull(window, "window");
            Objects.requireNonNull(filter, "filter");
        }
    }

    /**
     * A 3x3 transposed convolution at stride 2, SAME, to the height and width of another map.
     *
     * @param x        what is convolved
     * @param filter   variable {@code [3, 3, out, in]}
     * @param channels of the result
     * @param sizeOf   the map whose height and width the result has
     */
    record TransposedConv(Value x, String filter, int channels, Value sizeOf) implements Op {

        /** Refuses null. */
        public TransposedConv {
            Objects.requireNonNull(x, "x");
            Objects.requireNonNull(filter, "filter");
            Objects.requireNonNull(sizeOf, "sizeOf");
        }
    }

    /**
     * {@code max(0, x) + slope[c] * min(0, x)}.
     *
     * @param x     any map
     * @param slope variable {@code [channels]}
     */
    record Prelu(Value x, String slope) implements Op {

        /** Refuses null. */
        public Prelu {
            Objects.requireNonNull(x, "x");
            Objects.requireNonNull(slope, "slope");
        }
    }

    /**
     * One step of a conv-LSTM from the zero state; its result is h.
     *
     * @param x        the input
     * @param filter   variable {@code [3, 3, in + features, 4 features]}, its columns in the order i, j, f, o
     * @param bias     variable {@code [4 features]}
     * @param features F, channels of the result
     */
    record ConvLstm(Value x, String filter, String bias, int features) implements Op {

        /** Refuses null. */
        public ConvLstm {
            Objects.requireNonNull(x, "x");
            Objects.requireNonNull(filter, "filter");
            Objects.requireNonNull(bias, "bias");
        }

        /**
         * What its parameters hold, and what of that is live.
         *
         * @param shapes of the operands
         * @return by channels and features
         */
        public LstmShape shape(Function<Value, Shape> shapes) {
            Objects.requireNonNull(shapes, "shapes");
            return new LstmShape(shapes.apply(x).channels(), features);
        }
    }

    /**
     * {@code skip + f * sigmoid(excite(prelu(squeeze(mean f))))}.
     *
     * @param f            what is weighted
     * @param skip         what is added
     * @param squeeze      variable {@code [1, 1, channels, reduced]}
     * @param squeezeBias  variable {@code [reduced]}
     * @param squeezeSlope variable {@code [reduced]}, of the PReLU
     * @param excite       variable {@code [1, 1, reduced, channels]}
     * @param exciteBias   variable {@code [channels]}
     * @param reduced      channels between the two layers
     */
    record ChannelAttention(Value f, Value skip, String squeeze, String squeezeBias, String squeezeSlope, String excite,
            String exciteBias, int reduced) implements Op {

        /** Refuses null. */
        public ChannelAttention {
            Objects.requireNonNull(f, "f");
            Objects.requireNonNull(skip, "skip");
            Objects.requireNonNull(squeeze, "squeeze");
            Objects.requireNonNull(squeezeBias, "squeezeBias");
            Objects.requireNonNull(squeezeSlope, "squeezeSlope");
            Objects.requireNonNull(excite, "excite");
            Objects.requireNonNull(exciteBias, "exciteBias");
        }
    }

    /**
     * Channels of a, then those of b.
     *
     * @param a first
     * @param b second, of the same height and width
     */
    record Concat(Value a, Value b) implements Op {

        /** Refuses null. */
        public Concat {
            Objects.requireNonNull(a, "a");
            Objects.requireNonNull(b, "b");
        }
    }

    /**
     * {@code a + b}.
     *
     * @param a first
     * @param b second, of the same shape
     */
    record Add(Value a, Value b) implements Op {

        /** Refuses null. */
        public Add {
            Objects.requireNonNull(a, "a");
            Objects.requireNonNull(b, "b");
        }
    }

    /**
     * {@code a - b}.
     *
     * @param a first
     * @param b second, of the same shape
     */
    record Subtract(Value a, Value b) implements Op {

        /** Refuses null. */
        public Subtract {
            Objects.requireNonNull(a, "a");
            Objects.requireNonNull(b, "b");
        }
    }
}
