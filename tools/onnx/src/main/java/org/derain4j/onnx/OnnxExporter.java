package org.derain4j.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.derain4j.engine.Model;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Op;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;
import org.derain4j.onnx.writer.Attribute;
import org.derain4j.onnx.writer.ElementType;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.onnx.writer.Tensor;

/**
 * Writes a model as an ONNX graph. Maps are NCHW, as every runtime of the format likes them best: {@code input} and
 * {@code output} are {@code [1, 3, height, width]}, channels in the order B, G, R, pixels {@code x / 127.5 - 1}. Nodes
 * have the official names of their results, constants those of the variables that they come from.
 */
public final class OnnxExporter {

    private static final Attribute KERNEL = Attribute.numbers("kernel_shape", 3, 3);
    private static final Attribute STRIDE2 = Attribute.numbers("strides", 2, 2);
    private static final Attribute PAD_ONE = Attribute.numbers("pads", 1, 1, 1, 1);
    private static final Attribute CHANNEL_AXIS = Attribute.number("axis", 1);

    private final Graph graph;
    private final Function<String, Tensor> variables;
    private final Recurrence recurrence;
    private final OnnxGraph onnx;
    private final Extents extents;

    private OnnxExporter(Graph graph, Function<String, Tensor> variables, Recurrence recurrence, OnnxGraph onnx,
            Extents extents) {
        this.graph = graph;
        this.variables = variables;
        this.recurrence = recurrence;
        this.onnx = onnx;
        this.extents = extents;
    }

    /**
     * Exports.
     *
     * @param model      the network and its weights
     * @param recurrence how the conv-LSTMs are written
     * @param size       which pictures the file takes
     * @param metadata   what the file says of itself; may be empty
     * @return the file, in memory
     * @throws IllegalArgumentException if the weights do not fit into one ONNX file, which ends at 2 GB
     */
    public static OnnxFile export(Model model, Recurrence recurrence, InputSize size, Map<String, String> metadata) {
        Graph graph = Mspfn.graph(model.architecture());
        Map<String, List<Integer>> shapes = new HashMap<>();
        model.variables().forEach(variable -> shapes.put(variable.name(), variable.shape()));
        OnnxGraph onnx = new OnnxGraph("MSPFN");
        new OnnxExporter(graph, name -> Tensor.of(shapes.get(name), model.values(name)), recurrence, onnx,
                Extents.ofPicture(onnx, "input", graph, size)).write();
        return new OnnxFile(onnx, metadata, "Rain removal. input and output: [1, 3, height, width], BGR, "
                + "x/127.5-1, sides multiples of 4. " + model);
    }

    /**
     * Exports any graph of one input whose maps are all known, for instance a single layer. {@code input} and
     * {@code output} are {@code [1, channels, height, width]}, sides multiples of 4.
     *
     * @param graph      the operations; the first is the input
     * @param shapes     of every map
     * @param variables  parameters by name, in the official layouts
     * @param recurrence how conv-LSTMs are written
     * @return the file, in memory
     * @throws IllegalArgumentException if the weights do not fit into one ONNX file, which ends at 2 GB
     */
    public static OnnxFile export(Graph graph, Function<Value, Shape> shapes, Function<String, Tensor> variables,
            Recurrence recurrence) {
        OnnxGraph onnx = new OnnxGraph("part");
        Shape input = shapes.apply(new Value(0));
        new OnnxExporter(graph, variables, recurrence, onnx, Extents.given(onnx, "input",
                new InputSize.Fixed(input.height(), input.width()), shapes)).write();
        return new OnnxFile(onnx, Map.of(), "input and output: [1, channels, height, width].");
    }

    private void write() {
        for (int i = 0; i < graph.nodes().size(); i++) {
            write(new Value(i));
        }
        onnx.output("output", ElementType.FLOAT, extents.dimensions(graph.output()));
    }

    /** What a map is called in the file: as in the graph, but for the result. */
    private String name(Value value) {
        return value.equals(graph.output()) ? "output" : graph.name(value);
    }

    private void write(Value value) {
        String name = name(value);
        switch (graph.op(value)) {
            case Op.Input _ -> onnx.input(name, ElementType.FLOAT, extents.dimensions(value));
            case Op.BoxDownscale o -> onnx.node(name, "AveragePool", List.of(name(o.x())),
                    Attribute.numbers("kernel_shape", o.factor(), o.factor()),
                    Attribute.numbers("strides", o.factor(), o.factor()));
            case Op.Conv o -> convolution(name, o);
            case Op.TransposedConv o -> upsample(name, o);
            case Op.Prelu o -> prelu(name, name(o.x()), o.slope());
            case Op.ConvLstm o -> {
                ConvLstmNodes lstm = new ConvLstmNodes(onnx, name, name(o.x()), o, variable(o.filter()),
                        variable(o.bias()));
                switch (recurrence) {
                    case PRUNED -> lstm.pruned();
                    case AS_WRITTEN -> lstm.asWritten(extents.heightAndWidth(o.x()));
                }
            }
            case Op.ChannelAttention o -> attention(name, o);
            case Op.Concat o -> onnx.node(name, "Concat", List.of(name(o.a()), name(o.b())), CHANNEL_AXIS);
            case Op.Add o -> onnx.node(name, "Add", List.of(name(o.a()), name(o.b())));
            case Op.Subtract o -> onnx.node(name, "Sub", List.of(name(o.a()), name(o.b())));
        }
    }

    private void convolution(String name, Op.Conv o) {
        Tensor filter = variable(o.filter());
        Tensor oihw = o.window().transposed()
                ? filter.flip(0).flip(1).permute(2, 3, 0, 1)
                : filter.permute(3, 2, 0, 1);
        List<String> operands = new ArrayList<>(List.of(name(o.x()), onnx.floats(o.filter(), oihw)));
        if (o.bias() != null) {
            operands.add(onnx.floats(o.bias(), variable(o.bias())));
        }
        if (o.window() == Window.CONV_STRIDE2) {
            onnx.node(name, "Conv", operands, KERNEL, STRIDE2, extents.padBefore(o.x()).map(OnnxExporter::pads)
                    .orElse(Attribute.text("auto_pad", "SAME_UPPER")));
        } else {
            onnx.node(name, "Conv", operands, KERNEL, PAD_ONE);
        }
    }

    /**
     * A transposed convolution of n rows makes 2n + 1. Of these an even map has all but the last, an odd one all but the
     * first and the last; where the parity is not known, a slice takes them.
     */
    private void upsample(String name, Op.TransposedConv o) {
        String filter = onnx.floats(o.filter(), variable(o.filter()).permute(3, 2, 0, 1));
        List<String> operands = List.of(name(o.x()), filter);
        extents.padBefore(o.sizeOf()).ifPresentOrElse(
                pad -> onnx.node(name, "ConvTranspose", operands, KERNEL, STRIDE2, pads(pad)),
                () -> {
                    String size = extents.heightAndWidth(o.sizeOf());
                    String start = onnx.node(name + "/start", "Mod", List.of(size, onnx.int64s(2)));
                    String end = onnx.node(name + "/end", "Add", List.of(start, size));
                    String whole = onnx.node(name + "/whole", "ConvTranspose", operands, KERNEL, STRIDE2);
                    onnx.node(name, "Slice", List.of(whole, start, end, onnx.int64s(2, 3)));
                });
    }

    private static Attribute pads(Extents.PadBefore before) {
        return Attribute.numbers("pads", before.top(), before.left(), 1, 1);
    }

    /**
     * {@code max(x, slope * x)} where no slope exceeds 1, else PRelu: the same values. ONNX Runtime keeps the former in its
     * blocked layout; the whole network takes 8 % less time with it (64 channels, 17 blocks), lite 15 % (1.29, AVX2).
     */
    private String prelu(String name, String x, String slope) {
        Tensor slopes = variable(slope);
        String perChannel = onnx.floats(slope, slopes.reshape(slopes.shape()[0], 1, 1));
        for (float value : slopes.values()) {
            if (value > 1) {
                return onnx.node(name, "PRelu", List.of(x, perChannel));
            }
        }
        return onnx.node(name, "Max", List.of(x, onnx.node(name + "/sloped", "Mul", List.of(x, perChannel))));
    }

    private void attention(String name, Op.ChannelAttention o) {
        String mean = onnx.node(name + "/mean", "GlobalAveragePool", List.of(name(o.f())));
        String squeezed = onnx.node(name + "/conv2d_2", "Conv", dense(mean, o.squeeze(), o.squeezeBias()));
        String excited = onnx.node(name + "/conv2d_3", "Conv",
                dense(prelu(name + "/prelu_2", squeezed, o.squeezeSlope()), o.excite(), o.exciteBias()));
        String scale = onnx.node(name + "/sigmoid", "Sigmoid", List.of(excited));
        String scaled = onnx.node(name + "/scaled", "Mul", List.of(name(o.f()), scale));
        onnx.node(name, "Add", List.of(name(o.skip()), scaled));
    }

    private List<String> dense(String x, String filter, String bias) {
        return List.of(x, onnx.floats(filter, variable(filter).permute(3, 2, 0, 1)),
                onnx.floats(bias, variable(bias)));
    }

    private Tensor variable(String name) {
        return variables.apply(name);
    }
}
