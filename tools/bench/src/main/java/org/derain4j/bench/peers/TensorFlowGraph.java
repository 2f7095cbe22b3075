package org.derain4j.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.derain4j.engine.graph.Op;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Gate;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;
import org.derain4j.onnx.GateWeights;
import org.derain4j.onnx.Recurrence;
import org.derain4j.onnx.writer.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A work as a TensorFlow graph, NHWC. As written, every operation is the one that the official Python code lays down: conv2d,
 * conv2d_transpose (its kernel is called Conv2DBackpropInput), {@code max(0, x) + slope * min(0, x)}, the whole conv-LSTM.
 * Pruned, the same values come from what this library runs faster: a stride-1 transposed convolution is a convolution with
 * the flipped filter, PReLU is {@code max(x, slope * x)} where no slope exceeds 1, and the conv-LSTM has its live gates only.
 */
final class TensorFlowGraph {

    private static final String SAME = "SAME";
    private static final int CHANNEL_AXIS = 3;

    private final Ops tf;
    private final Work work;
    private final Function<String, Tensor> parameters;
    private final Recurrence form;
    private final List<Operand<TFloat32>> maps = new ArrayList<>();

    TensorFlowGraph(Ops tf, Work work, Function<String, Tensor> parameters, Recurrence form) {
        this.tf = tf;
        this.work = work;
        this.parameters = parameters;
        this.form = form;
        for (int i = 0; i < work.graph().nodes().size(); i++) {
            maps.add(operation(new Value(i), work.graph().nodes().get(i).op()));
        }
    }

    Operand<TFloat32> input() {
        return maps.getFirst();
    }

    Operand<TFloat32> output() {
        return map(work.graph().output());
    }

    private Operand<TFloat32> map(Value value) {
        return maps.get(value.index());
    }

    private Operand<TFloat32> operation(Value value, Op op) {
        Shape shape = work.shape(value);
        return switch (op) {
            case Op.Input o -> tf.placeholder(TFloat32.class, Placeholder
                    .shape(org.tensorflow.ndarray.Shape.of(1, shape.height(), shape.width(), o.channels())));
            case Op.BoxDownscale o -> tf.nn.conv2d(map(o.x()), constant(box(o.factor(), shape.channels())),
                    strides(o.factor()), SAME);
            case Op.Conv o -> {
                Operand<TFloat32> sums = convolution(o, shape);
                yield o.bias() == null ? sums : tf.nn.biasAdd(sums, variable(o.bias()));
            }
            case Op.TransposedConv o -> transposed(map(o.x()), o.filter(), Window.TRANSPOSED_STRIDE2, shape);
            case Op.Prelu o -> prelu(map(o.x()), o.slope());
            case Op.ConvLstm o -> switch (form) {
                case PRUNED -> liveStep(o);
                case AS_WRITTEN -> wholeStep(o, shape);
            };
            case Op.ChannelAttention o -> attention(o);
            case Op.Concat o -> tf.concat(List.of(map(o.a()), map(o.b())), tf.constant(CHANNEL_AXIS));
            case Op.Add o -> tf.math.add(map(o.a()), map(o.b()));
            case Op.Subtract o -> tf.math.sub(map(o.a()), map(o.b()));
        };
    }

    private Operand<TFloat32> convolution(Op.Conv o, Shape shape) {
        if (!o.window().transposed()) {
            return tf.nn.conv2d(map(o.x()), variable(o.filter()), strides(o.window().stride()), SAME);
        }
        return switch (form) {
            case PRUNED -> tf.nn.conv2d(map(o.x()),
                    constant(parameters.apply(o.filter()).flip(0).flip(1).permute(0, 1, 3, 2)), strides(1), SAME);
            case AS_WRITTEN -> transposed(map(o.x()), o.filter(), o.window(), shape);
        };
    }

    private Operand<TFloat32> transposed(Operand<TFloat32> x, String filter, Window window, Shape shape) {
        return tf.nn.conv2dBackpropInput(
                tf.constant(new int[]{1, shape.height(), shape.width(), shape.channels()}), variable(filter), x,
                strides(window.stride()), SAME);
    }

    private Operand<TFloat32> prelu(Operand<TFloat32> x, String slope) {
        if (form == Recurrence.PRUNED && atMostOne(parameters.apply(slope))) {
            return tf.math.maximum(x, tf.math.mul(x, variable(slope)));
        }
        Operand<TFloat32> zero = tf.constant(0f);
        return tf.math.add(tf.math.maximum(zero, x), tf.math.mul(variable(slope), tf.math.minimum(zero, x)));
    }

    private static boolean atMostOne(Tensor slopes) {
        for (float slope : slopes.values()) {
            if (slope > 1) {
                return false;
            }
        }
        return true;
    }

    private Operand<TFloat32> liveStep(Op.ConvLstm o) {
        List<Operand<TFloat32>> sums = new ArrayList<>();
        Tensor filter = parameters.apply(o.filter());
        Tensor bias = parameters.apply(o.bias());
        for (Gate each : Gate.ZERO_STATE) {
            GateWeights gate = GateWeights.of(each, filter, bias, o.features());
            sums.add(tf.nn.biasAdd(tf.nn.conv2d(map(o.x()), constant(gate.filter()), strides(1), SAME),
                    constant(gate.bias())));
        }
        Operand<TFloat32> cell = tf.math.mul(tf.math.sigmoid(sums.get(0)), tf.math.tanh(sums.get(1)));
        return tf.math.mul(tf.math.tanh(cell), tf.math.sigmoid(sums.get(2)));
    }

    private Operand<TFloat32> wholeStep(Op.ConvLstm o, Shape shape) {
        Operand<TInt32> extent = tf.constant(new int[]{1, shape.height(), shape.width(), o.features()});
        Operand<TFloat32> zero = tf.fill(extent, tf.constant(0f));
        Operand<TFloat32> both = tf.concat(List.of(map(o.x()), zero), tf.constant(CHANNEL_AXIS));
        Operand<TFloat32> gates = tf.nn.biasAdd(tf.nn.conv2d(both, variable(o.filter()), strides(1), SAME),
                variable(o.bias()));
        List<? extends Operand<TFloat32>> g = tf.split(tf.constant(CHANNEL_AXIS), gates, 4L).output();
        Operand<TFloat32> kept = tf.math.mul(zero, tf.math.sigmoid(tf.math.add(g.get(2), tf.constant(1f))));
        Operand<TFloat32> update = tf.math.mul(tf.math.sigmoid(g.get(0)), tf.math.tanh(g.get(1)));
        return tf.math.mul(tf.math.tanh(tf.math.add(kept, update)), tf.math.sigmoid(g.get(3)));
    }

    private Operand<TFloat32> attention(Op.ChannelAttention o) {
        Operand<TFloat32> mean = tf.math.mean(map(o.f()), tf.constant(new int[]{1, 2}), Mean.keepDims(true));
        Operand<TFloat32> squeezed = prelu(dense(mean, o.squeeze(), o.squeezeBias()), o.squeezeSlope());
        Operand<TFloat32> scale = tf.math.sigmoid(dense(squeezed, o.excite(), o.exciteBias()));
        return tf.math.add(map(o.skip()), tf.math.mul(map(o.f()), scale));
    }

    private Operand<TFloat32> dense(Operand<TFloat32> x, String filter, String bias) {
        return tf.nn.biasAdd(tf.nn.conv2d(x, variable(filter), strides(1), SAME), variable(bias));
    }

    private Operand<TFloat32> variable(String name) {
        return constant(parameters.apply(name));
    }

    private Operand<TFloat32> constant(Tensor tensor) {
        long[] extents = new long[tensor.shape().length];
        for (int a = 0; a < extents.length; a++) {
            extents[a] = tensor.shape()[a];
        }
        return tf.constant(org.tensorflow.ndarray.Shape.of(extents), DataBuffers.of(tensor.values()));
    }

    /** The official box filter: a convolution that mixes no channels. */
    private static Tensor box(int factor, int channels) {
        float[] values = new float[factor * factor * channels * channels];
        for (int tap = 0; tap < factor * factor; tap++) {
            for (int c = 0; c < channels; c++) {
                values[(tap * channels + c) * channels + c] = 1f / (factor * factor);
            }
        }
        return new Tensor(new int[]{factor, factor, channels, channels}, values);
    }

    private static List<Long> strides(long stride) {
        return List.of(1L, stride, stride, 1L);
    }
}
