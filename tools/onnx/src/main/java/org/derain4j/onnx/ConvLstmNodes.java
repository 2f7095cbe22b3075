package org.derain4j.onnx;

import java.util.List;
import java.util.Locale;
import org.derain4j.engine.graph.Op;
import org.derain4j.kernels.program.Gate;
import org.derain4j.onnx.writer.Attribute;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.onnx.writer.Tensor;

/**
 * One step of a conv-LSTM from the zero state, as ONNX nodes.
 *
 * @param onnx   the graph to append to
 * @param name   of h'
 * @param x      the input map, X channels
 * @param op     names of the variables, and F
 * @param filter the official filter
 * @param bias   the official bias
 */
record ConvLstmNodes(OnnxGraph onnx, String name, String x, Op.ConvLstm op, Tensor filter, Tensor bias) {
    private static final Attribute KERNEL = Attribute.numbers("kernel_shape", 3, 3);
    private static final Attribute PAD_ONE = Attribute.numbers("pads", 1, 1, 1, 1);
    private static final Attribute CHANNEL_AXIS = Attribute.number("axis", 1);

    /**
     * {@code h' = tanh(sigmoid(i) * tanh(j)) * sigmoid(o)} of x alone. A convolution a gate leaves nothing to split, and in
     * ONNX Runtime takes the time that one for all three does.
     */
    void pruned() {
        String input = onnx.node(name + "/sigmoid_i", "Sigmoid", List.of(gate(Gate.I)));
        String candidate = onnx.node(name + "/tanh_j", "Tanh", List.of(gate(Gate.J)));
        String cell = onnx.node(name + "/cell", "Mul", List.of(input, candidate));
        hidden(cell, gate(Gate.O));
    }

    /** {@code c' = c * sigmoid(f + 1) + sigmoid(i) * tanh(j)}, {@code h' = tanh(c') * sigmoid(o)}, h and c being zero. */
    void asWritten(String heightAndWidth) {
        String shape = onnx.node(name + "/zero_shape", "Concat", List.of(onnx.int64s(1, op.features()), heightAndWidth),
                Attribute.number("axis", 0));
        String zero = onnx.node(name + "/zero", "ConstantOfShape", List.of(shape));
        String both = onnx.node(name + "/concat", "Concat", List.of(x, zero), CHANNEL_AXIS);
        String gates = onnx.node(name + "/gates", "Conv", List.of(both,
                onnx.floats(op.filter(), filter.permute(3, 2, 0, 1)), onnx.floats(op.bias(), bias)),
                KERNEL, PAD_ONE);
        onnx.node(name + "/split", "Split", List.of(gates), List.of(name + "/i", name + "/j", name + "/f", name + "/o"),
                CHANNEL_AXIS);
        String one = onnx.floats(name + "/forget_bias", new Tensor(new int[]{1}, new float[]{Gate.F.raise()}));
        String forget = onnx.node(name + "/sigmoid_f", "Sigmoid",
                List.of(onnx.node(name + "/f_1", "Add", List.of(name + "/f", one))));
        String kept = onnx.node(name + "/kept", "Mul", List.of(zero, forget));
        String input = onnx.node(name + "/sigmoid_i", "Sigmoid", List.of(name + "/i"));
        String candidate = onnx.node(name + "/tanh_j", "Tanh", List.of(name + "/j"));
        String update = onnx.node(name + "/update", "Mul", List.of(input, candidate));
        hidden(onnx.node(name + "/cell", "Add", List.of(kept, update)), name + "/o");
    }

    private void hidden(String cell, String outputGate) {
        String squashed = onnx.node(name + "/tanh_cell", "Tanh", List.of(cell));
        String open = onnx.node(name + "/sigmoid_o", "Sigmoid", List.of(outputGate));
        onnx.node(name, "Mul", List.of(squashed, open));
    }

    /** The sums of one gate, over x alone. */
    private String gate(Gate gate) {
        GateWeights weights = GateWeights.of(gate, filter, bias, op.features());
        String suffix = "/" + gate.name().toLowerCase(Locale.ROOT);
        return onnx.node(name + suffix, "Conv", List.of(x, onnx.floats(op.filter() + suffix,
                weights.filter().permute(3, 2, 0, 1)), onnx.floats(op.bias() + suffix, weights.bias())), KERNEL,
                PAD_ONE);
    }
}
