package org.derain4j.vision;

import java.util.List;
import org.derain4j.onnx.writer.Attribute;
import org.derain4j.onnx.writer.Dimension;
import org.derain4j.onnx.writer.ElementType;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.onnx.writer.Tensor;
import org.derain4j.vision.Miniatures.SegmenterForm;

/** The segmenter of colours: a pixel belongs to the surface whose colour is nearest, as 2 x c - c^2 is then largest. */
final class ColourSegmenter {

    private static final int CLASSES = Miniatures.SURFACES.size();

    private ColourSegmenter() {}

    static OnnxGraph graph(SegmenterForm form) {
        OnnxGraph graph = new OnnxGraph("colours");
        Dimension[] open = {Dimension.of(1), Dimension.of(3), Dimension.named("height"), Dimension.named("width")};
        Dimension[] fixed = Dimension.all(1, Miniatures.SIDE, Miniatures.SIDE, 3);
        boolean last = form == SegmenterForm.LOGITS_NHWC;
        graph.input("picture", ElementType.FLOAT, last ? fixed : open);
        String planes = last
                ? graph.node("planes", "Transpose", List.of("picture"), Attribute.numbers("perm", 0, 3, 1, 2))
                : "picture";
        String logits = graph.node("logits", "Conv",
                List.of(planes, graph.floats("colours", colours()), graph.floats("norms", norms())));
        switch (form) {
            case LOGITS -> graph.output(logits, ElementType.FLOAT, Dimension.of(1), Dimension.of(CLASSES),
                    Dimension.named("height"), Dimension.named("width"));
            case LOGITS_NHWC -> graph.output(
                    graph.node("output", "Transpose", List.of(logits), Attribute.numbers("perm", 0, 2, 3, 1)),
                    ElementType.FLOAT, Dimension.all(1, Miniatures.SIDE, Miniatures.SIDE, CLASSES));
            case CLASS_MAP -> graph.output(
                    graph.node("classes", "ArgMax", List.of(logits), Attribute.number("axis", 1),
                            Attribute.number("keepdims", 0)),
                    ElementType.INT64, Dimension.of(1), Dimension.named("height"), Dimension.named("width"));
        }
        return graph;
    }

    private static Tensor colours() {
        float[] weights = new float[CLASSES * 3];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 2 * Miniatures.SURFACE_COLOURS[i / 3][i % 3] / 255f;
        }
        return new Tensor(new int[]{CLASSES, 3, 1, 1}, weights);
    }

    private static Tensor norms() {
        float[] biases = new float[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            for (int level : Miniatures.SURFACE_COLOURS[c]) {
                biases[c] -= level / 255f * (level / 255f);
            }
        }
        return Tensor.list(biases);
    }
}
