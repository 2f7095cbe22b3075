package org.derain4j.vision.espnet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.onnx.writer.Attribute;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.onnx.writer.Tensor;

/** The layers that ESPNet is made of, as ONNX nodes. Weights have the names of their file, maps those of their layers. */
final class EspLayers {

    /** Of batch normalisation: what the authors trained with, PyTorch's default is smaller. */
    private static final float EPSILON = 1e-3f;
    /** Branches of a pyramid, K in the paper; branch k is dilated by 2^k. */
    private static final int BRANCHES = 5;
    private static final Attribute CHANNELS = Attribute.number("axis", 1);
    private static final Attribute STRIDE2 = Attribute.numbers("strides", 2, 2);
    private static final Attribute PAD1 = Attribute.numbers("pads", 1, 1, 1, 1);

    private final OnnxGraph graph;
    private final EspWeights weights;

    EspLayers(OnnxGraph graph, EspWeights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /** A square window without bias, the map's size kept but for the stride. */
    String convolution(String name, String x, int in, int out, int window, int stride, int dilation)
            throws IOException {
        String filter = constant(name + ".weight", out, in, window, window);
        int pad = window / 2 * dilation;
        return graph.node(name, "Conv", List.of(x, filter), Attribute.numbers("kernel_shape", window, window),
                Attribute.numbers("strides", stride, stride), Attribute.numbers("dilations", dilation, dilation),
                Attribute.numbers("pads", pad, pad, pad, pad));
    }

    /** Twice as high and wide: windows of 2x2 that do not overlap. */
    String doubled(String name, String x, int channels) throws IOException {
        return graph.node(name, "ConvTranspose",
                List.of(x, constant(name + ".weight", channels, channels, 2, 2)),
                Attribute.numbers("kernel_shape", 2, 2), STRIDE2);
    }

    /** Half as high and wide: the input reinforcement's step. The border's zeros count. */
    String halved(String name, String x) {
        return graph.node(name, "AveragePool", List.of(x), Attribute.numbers("kernel_shape", 3, 3), STRIDE2, PAD1,
                Attribute.number("count_include_pad", 1));
    }

    /** Batch normalisation with what it saw in training. */
    String normalised(String name, String x, int channels) throws IOException {
        return graph.node(name, "BatchNormalization", List.of(x, constant(name + ".weight", channels),
                constant(name + ".bias", channels), constant(name + ".running_mean", channels),
                constant(name + ".running_var", channels)), Attribute.real("epsilon", EPSILON));
    }

    /** Batch normalisation {@code NAME.bn} and PReLU {@code NAME.act}. */
    String activated(String name, String x, int channels) throws IOException {
        String slope = graph.floats(name + ".act.weight",
                weights.get(name + ".act.weight", channels).reshape(channels, 1, 1));
        return graph.node(name + ".act", "PRelu", List.of(normalised(name + ".bn", x, channels), slope));
    }

    /** A convolution {@code NAME.conv}, normalised and activated. */
    String block(String name, String x, int in, int out, int stride) throws IOException {
        return activated(name, convolution(name + ".conv", x, in, out, 3, stride, 1), out);
    }

    /** Channels of several maps in one. */
    String concat(String name, String... maps) {
        return graph.node(name, "Concat", List.of(maps), CHANNELS);
    }

    /** The ESP module at the same size: reduced by 1x1, and the input added where it has as many channels. */
    String pyramid(String name, String x, int in, int out, boolean residual) throws IOException {
        String fused = branches(name, convolution(name + ".c1.conv", x, in, out / BRANCHES, 1, 1, 1), out);
        return activated(name + ".bn", residual ? graph.node(name + ".sum", "Add", List.of(x, fused)) : fused, out);
    }

    /** The ESP module that halves the size: reduced by 3x3 at stride 2. */
    String halvingPyramid(String name, String x, int in, int out) throws IOException {
        return activated(name, branches(name, convolution(name + ".c1.conv", x, in, out / BRANCHES, 3, 2, 1), out),
                out);
    }

    /**
     * The pyramid of dilated convolutions and its hierarchical fusion: each dilated branch is added to the sum of the ones before,
     * which leaves no gaps in what they see together; the undilated one stands alone and takes the channels that do not divide.
     */
    private String branches(String name, String reduced, int out) throws IOException {
        int width = out / BRANCHES;
        List<String> maps = new ArrayList<>();
        maps.add(convolution(name + ".d1.conv", reduced, width, out - (BRANCHES - 1) * width, 3, 1, 1));
        for (int branch = 1; branch < BRANCHES; branch++) {
            int dilation = 1 << branch;
            String map = convolution(name + ".d" + dilation + ".conv", reduced, width, width, 3, 1, dilation);
            maps.add(branch == 1
                    ? map
                    : graph.node(name + ".fused" + dilation, "Add", List.of(maps.getLast(), map)));
        }
        return concat(name + ".cat", maps.toArray(String[]::new));
    }

    private String constant(String name, int... shape) throws IOException {
        Tensor tensor = weights.get(name, shape);
        return graph.floats(name, tensor);
    }
}
