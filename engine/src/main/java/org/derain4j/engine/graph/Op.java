package org.derain4j.engine.graph;

import java.util.List;
import java.util.function.Function;
import org.derain4j.kernels.program.LstmShape;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;

/** One operation of the network. Parameters are official variable names; a bias or slope that is not there is null. */
public sealed interface Op {

    /** The maps that the operation reads. */
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
     */
    default long writtenMacs(Function<Value, Shape> shapes, Shape out) {
        return this instanceof ConvLstm o ? o.shape(shapes).macs() * out.pixels() : liveMacs(shapes, out);
    }

    /**
     * The same without what a zero state makes dead.
     *
     * @param shapes of the operands
     * @param out    the shape of the result
     */
    default long liveMacs(Function<Value, Shape> shapes, Shape out) {
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

    /** The picture. */
    record Input(int channels) implements Op {}

    /** Mean of factor x factor pixels. */
    record BoxDownscale(Value x, int factor) implements Op {}

    /** A 3x3 convolution or stride-1 transposed convolution, SAME. */
    record Conv(Value x, Window window, String filter, String bias, int channels) implements Op {}

    /** A 3x3 transposed convolution at stride 2, SAME, to the height and width of another map. */
    record TransposedConv(Value x, String filter, int channels, Value sizeOf) implements Op {}

    /** {@code max(0, x) + slope[c] * min(0, x)}. */
    record Prelu(Value x, String slope) implements Op {}

    /** One step of a conv-LSTM from the zero state; its result is h. */
    record ConvLstm(Value x, String filter, String bias, int features) implements Op {

        /** What its parameters hold, and what of that is live. */
        public LstmShape shape(Function<Value, Shape> shapes) {
            return new LstmShape(shapes.apply(x).channels(), features);
        }
    }

    /** {@code skip + f * sigmoid(excite(prelu(squeeze(mean f))))}. */
    record ChannelAttention(Value f, Value skip, String squeeze, String squeezeBias, String squeezeSlope, String excite,
            String exciteBias, int reduced) implements Op {}

    /** Channels of a, then those of b. */
    record Concat(Value a, Value b) implements Op {}

    /** {@code a + b}. */
    record Add(Value a, Value b) implements Op {}

    /** {@code a - b}. */
    record Subtract(Value a, Value b) implements Op {}
}
