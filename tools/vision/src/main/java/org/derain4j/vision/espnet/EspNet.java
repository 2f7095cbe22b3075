package org.derain4j.vision.espnet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.derain4j.onnx.writer.Dimension;
import org.derain4j.onnx.writer.ElementType;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.onnx.writer.Tensor;
import org.derain4j.weights.FileReplacement;
import org.derain4j.weights.TensorFile;

/**
 * ESPNet, written from its paper: Mehta, Rastegari, Caspi, Shapiro, Hajishirzi, "ESPNet: Efficient Spatial Pyramid of Dilated
 * Convolutions for Semantic Segmentation", ECCV 2018. The encoder halves the picture three times, with p modules at a quarter
 * and q at an eighth of its size, and the light-weight decoder doubles what comes of it three times. Widths, p, q and the number of
 * classes follow from the weights' names and shapes, which are those of the published files.
 *
 * <p>The ONNX file takes {@code picture}, {@code [1, 3, height, width]}, B, G, R, levels 0 to 255, sides multiples of 8, and gives
 * {@code logits}, {@code [1, classes, height, width]}. What readers must know stands in its metadata.
 */
public final class EspNet {

    private static final int COLOURS = 3;
    /** The picture is halved three times. */
    private static final int MULTIPLE = 8;
    /** Each branch of the decoder's pyramid has a channel at least. */
    private static final int FEWEST_CLASSES = 5;

    private final OnnxGraph graph = new OnnxGraph("ESPNet");
    private final EspWeights weights;
    private final EspLayers layers;
    private final int first;
    private final int second;
    private final int third;
    private final int classes;

    private EspNet(EspWeights weights) throws IOException {
        this.weights = weights;
        layers = new EspLayers(graph, weights);
        first = weights.extent("encoder.level1.conv.weight", 4, 0);
        second = weights.extent("encoder.level2_0.bn.weight", 1, 0);
        third = weights.extent("encoder.level3_0.bn.weight", 1, 0);
        classes = weights.extent("encoder.classifier.conv.weight", 4, 0);
        if (classes < FEWEST_CLASSES) {
            throw weights.wrong("encoder.classifier.conv.weight",
                    "has %d classes, and ESPNet's decoder takes %d at least"
                            .formatted(classes, FEWEST_CLASSES));
        }
    }

    /**
     * Writes the network for CamVid as an ONNX file.
     *
     * @param safetensors its weights
     * @param onnx        the file to write or to replace
     * @throws IOException as {@link #of} and {@link #write} have it
     */
    public static void export(Path safetensors, Path onnx) throws IOException {
        write(of(safetensors, EspInput.CAMVID), onnx);
    }

    /**
     * Puts weights into the network.
     *
     * @param safetensors the weights, named as in the published files, with or without {@code module.} before each name
     * @param input       what they were trained on
     * @return the network, in memory
     * @throws IOException where the file cannot be read; a {@link org.derain4j.weights.WeightFormatException} of one sentence, with
     *                     the file and the tensor, where it is damaged or another network's
     */
    public static OnnxFile of(Path safetensors, EspInput input) throws IOException {
        try (TensorFile file = TensorFile.open(safetensors)) {
            EspNet net = new EspNet(new EspWeights(file));
            if (input.classes().size() != net.classes) {
                throw net.weights.wrong("encoder.classifier.conv.weight",
                        "has %d classes, and %d names of classes are given; give as many names, and the mean and deviation "
                                .formatted(net.classes, input.classes().size())
                                + "that these weights were trained with");
            }
            OnnxFile network = net.file(input, file.metadata());
            file.requireUnchanged();
            return network;
        }
    }

    /**
     * Writes the network, whole or not at all.
     *
     * @param network what {@link #of} has made
     * @param onnx    the file to write or to replace
     * @throws IOException where it cannot be written
     */
    public static void write(OnnxFile network, Path onnx) throws IOException {
        try (FileReplacement target = FileReplacement.of(onnx)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target.path()))) {
                network.writeTo(out);
            }
            target.commit();
        }
    }

    private OnnxFile file(EspInput input, Map<String, String> metadata) throws IOException {
        int p = modules("encoder.level2.");
        int q = modules("encoder.level3.");
        Encoded encoded = encoder(input(input), p, q);
        String logits = decoder(encoded);
        String network = "ESPNet with p=%d, q=%d and %d classes".formatted(p, q, classes);
        weights.requireAllRead(network);
        graph.output(logits, ElementType.FLOAT, Dimension.of(1), Dimension.of(classes), Dimension.named("height"),
                Dimension.named("width"));
        Map<String, String> all = new TreeMap<>(metadata);
        all.put("derain4j.order", "BGR");
        all.put("derain4j.scale", "1");
        all.put("derain4j.multiple", String.valueOf(MULTIPLE));
        all.put("derain4j.classes", String.join(",", input.classes()));
        return new OnnxFile(graph, all, network + ". picture: [1, 3, height, width], BGR, 0 to 255, sides multiples of "
                + MULTIPLE + "; logits: [1, classes, height, width].");
    }

    private String input(EspInput input) {
        graph.input("picture", ElementType.FLOAT, Dimension.of(1), Dimension.of(COLOURS), Dimension.named("height"),
                Dimension.named("width"));
        float[] mean = new float[COLOURS];
        float[] range = new float[COLOURS];
        for (int c = 0; c < COLOURS; c++) {
            mean[c] = input.mean().get(c);
            range[c] = input.deviation().get(c) * 255;
        }
        String centred = graph.node("centred", "Sub", List.of("picture",
                graph.floats("mean", Tensor.list(mean).reshape(COLOURS, 1, 1))));
        return graph.node("scaled", "Div", List.of(centred,
                graph.floats("range", Tensor.list(range).reshape(COLOURS, 1, 1))));
    }

    /** Maps at a half, a quarter and an eighth of the picture's size; the first also before it is joined with the picture. */
    private record Encoded(String unjoined, String half, String quarter, String eighth) {}

    private Encoded encoder(String picture, int p, int q) throws IOException {
        String half = layers.halved("encoder.half", picture);
        String quarter = layers.halved("encoder.quarter", half);

        String level1 = layers.block("encoder.level1", picture, COLOURS, first, 2);
        String joined1 = layers.activated("encoder.b1", layers.concat("encoder.cat1", level1, half), first + COLOURS);

        String begin2 = layers.halvingPyramid("encoder.level2_0", joined1, first + COLOURS, second);
        String level2 = pyramids("encoder.level2.", begin2, second, p);
        int width2 = 2 * second + COLOURS;
        String joined2 = layers.activated("encoder.b2", layers.concat("encoder.cat2", level2, begin2, quarter), width2);

        String begin3 = layers.halvingPyramid("encoder.level3_0", joined2, width2, third);
        String level3 = pyramids("encoder.level3.", begin3, third, q);
        String joined3 = layers.activated("encoder.b3", layers.concat("encoder.cat3", begin3, level3), 2 * third);
        String eighth = layers.convolution("encoder.classifier.conv", joined3, 2 * third, classes, 1, 1, 1);
        return new Encoded(level1, joined1, joined2, eighth);
    }

    private String decoder(Encoded encoded) throws IOException {
        String up3 = layers.doubled("up_l3.0", layers.normalised("br", encoded.eighth(), classes), classes);
        String skip = layers.convolution("level3_C.conv", encoded.quarter(), 2 * second + COLOURS, classes, 1, 1, 1);
        String both = layers.activated("combine_l2_l3.0", layers.concat("cat_l2_l3", skip, up3), 2 * classes);
        String combined = layers.pyramid("combine_l2_l3.1", both, 2 * classes, classes, false);
        String up2 = layers.activated("up_l2.1", layers.doubled("up_l2.0", combined, classes), classes);
        // published weights join either the first convolution's map or the one that the picture is joined to
        int width = weights.extent("conv.conv.weight", 4, 1) - classes;
        String fine = width == first ? encoded.unjoined() : encoded.half();
        String last = layers.block("conv", layers.concat("cat_l1", up2, fine), classes
                + (width == first ? first : first + COLOURS), classes, 1);
        return graph.node("logits", "Identity", List.of(layers.doubled("classifier", last, classes)));
    }

    private String pyramids(String prefix, String begin, int channels, int count) throws IOException {
        String map = begin;
        for (int i = 0; i < count; i++) {
            map = layers.pyramid(prefix + i, map, channels, channels, true);
        }
        return map;
    }

    /** At least one: where none is there, reading it says so. */
    private int modules(String prefix) {
        int count = 1;
        while (weights.has(prefix + count + ".c1.conv.weight")) {
            count++;
        }
        return count;
    }
}
