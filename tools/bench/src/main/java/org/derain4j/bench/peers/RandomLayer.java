package org.derain4j.bench.peers;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Op;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.LstmShape;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/**
 * One operation with random weights that keep values of unit size at unit size.
 *
 * @param name    for people
 * @param op      a convolution, an upsampling or a conv-LSTM of map 0; an upsampling's size is its own
 * @param in      extent of the input
 * @param out     extent of the result
 * @param parameters {@code filter} and, for the conv-LSTM, {@code bias}
 */
record RandomLayer(String name, Op op, Shape in, Shape out, Parameters parameters) implements Work {

    private static final Value INPUT = new Value(0);
    private static final Value RESULT = new Value(1);
    private static final String FILTER = "filter";
    private static final String BIAS = "bias";
    private static final long SEED = 20200325;

    /** A 3x3 convolution, or transposed convolution of stride 1, without bias or activation. */
    static RandomLayer convolution(String name, Window window, Shape in, int channels) {
        Shape out = new Shape(window.smallerSide(in.height()), window.smallerSide(in.width()), channels);
        Parameter filter = window.transposed()
                ? random(9 * in.channels(), List.of(3, 3, channels, in.channels()))
                : random(9 * in.channels(), List.of(3, 3, in.channels(), channels));
        return new RandomLayer(name, new Op.Conv(INPUT, window, FILTER, null, channels), in, out,
                new Parameters(Map.of(FILTER, filter)));
    }

    /** A 3x3 transposed convolution at stride 2 to twice the size. */
    static RandomLayer upsampling(String name, Shape in, int channels) {
        return new RandomLayer(name, new Op.TransposedConv(INPUT, FILTER, channels, RESULT), in,
                new Shape(2 * in.height(), 2 * in.width(), channels),
                new Parameters(Map.of(FILTER, random(9 * in.channels() / 4, List.of(3, 3, channels, in.channels())))));
    }

    /** One step of a conv-LSTM from the zero state. */
    static RandomLayer convLstm(String name, Shape in, int features) {
        LstmShape lstm = new LstmShape(in.channels(), features);
        return new RandomLayer(name, new Op.ConvLstm(INPUT, FILTER, BIAS, features), in,
                new Shape(in.height(), in.width(), features),
                new Parameters(Map.of(FILTER, random(9 * in.channels(), lstm.filter()), BIAS,
                        random(1, lstm.bias()))));
    }

    private static Parameter random(int fanIn, List<Integer> shape) {
        Random random = new Random(SEED);
        int floats = shape.stream().reduce(1, Math::multiplyExact);
        float[] values = new float[floats];
        for (int i = 0; i < floats; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(fanIn));
        }
        return new Parameter(shape, values);
    }

    @Override
    public Graph graph() {
        return new Graph(List.of(new Graph.Node("input", new Op.Input(in.channels())), new Graph.Node("layer", op)),
                RESULT);
    }

    @Override
    public Shape shape(Value value) {
        return value.equals(INPUT) ? in : out;
    }

    @Override
    public Parameter filter(String parameter) {
        return parameters.get(parameter);
    }

    /** The layer as a program of one step. */
    Program program() {
        Step step = switch (op) {
            case Op.Conv o -> new Step.Convolution(List.of(0), o.window(), FILTER, Epilogue.NONE, 1);
            case Op.TransposedConv _ ->
                new Step.Convolution(List.of(0), Window.TRANSPOSED_STRIDE2, FILTER, Epilogue.NONE, 1);
            case Op.ConvLstm _ -> new Step.ConvLstmZeroState(0, FILTER, BIAS, 1);
            default -> throw new IllegalStateException("no layer is made of " + op);
        };
        return new Program(List.of(new FeatureMap("input", in, 0), new FeatureMap("layer", out, 1)), List.of(step),
                List.of(0), List.of(1));
    }
}
