package org.derain4j.vision.models;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.derain4j.onnx.writer.Attribute;
import org.derain4j.onnx.writer.Dimension;
import org.derain4j.onnx.writer.ElementType;
import org.derain4j.onnx.writer.OnnxFile;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.onnx.writer.Tensor;

/** A model that gives the one box around all that is red on its picture, in the forms that Miniatures have not. */
final class RedBox {

    /** What it takes and gives. */
    enum Form {
        /** Bytes [1, height, width, 3] of any size, to boxes [1, 2, 4] top, left, bottom, right, relative; the second is not sure. */
        TENSORFLOW,
        /** Floats [1, 3, 96, 128] as for ImageNet, to bboxes [1, 1, 4] relative. */
        ONNX_ZOO,
        /** Floats [1, 3, height, width] of any size, 0 to 1, to [1, 1, 6]. */
        END_TO_END,
        /** The same in half precision, 64 x 64. */
        HALF,
        /** Floats [3, height, width] without a batch, to boxes [1, 4], labels [1], scores [1] under names that tell nothing. */
        UNNAMED
    }

    private static final Attribute LAST = Attribute.number("axis", -1);

    private final OnnxGraph graph = new OnnxGraph("red");
    private final Form form;

    private RedBox(Form form) {
        this.form = form;
    }

    static Path write(Path folder, Form form, Map<String, String> metadata) throws IOException {
        RedBox box = new RedBox(form);
        box.graph();
        Path file = folder.resolve(form + ".onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            new OnnxFile(box.graph, metadata, "red").writeTo(out);
        }
        return file;
    }

    private void graph() {
        Dimension one = Dimension.of(1);
        Dimension three = Dimension.of(3);
        Dimension height = Dimension.named("height");
        Dimension width = Dimension.named("width");
        switch (form) {
            case TENSORFLOW -> graph.input("picture", ElementType.UINT8, one, height, width, three);
            case ONNX_ZOO -> graph.input("picture", ElementType.FLOAT, Dimension.all(1, 3, 96, 128));
            case END_TO_END -> graph.input("picture", ElementType.FLOAT, one, three, height, width);
            case HALF -> graph.input("picture", ElementType.FLOAT16, Dimension.all(1, 3, 64, 64));
            case UNNAMED -> graph.input("picture", ElementType.FLOAT, three, height, width);
        }
        boolean last = form == Form.TENSORFLOW;
        String floats = graph.node("floats", "Cast", List.of("picture"), Attribute.type("to", ElementType.FLOAT));
        String red = channel("red", floats, 0, last);
        String rest = graph.node("rest", "Max",
                List.of(channel("green", floats, 1, last), channel("blue", floats, 2, last)));
        // Half way between grey and pure red, whatever the levels are scaled to.
        float half = switch (form) {
            case TENSORFLOW -> 127.5f;
            case ONNX_ZOO -> 2.2f;
            case END_TO_END, HALF, UNNAMED -> 0.5f;
        };
        String mask = graph.node("mask", "Cast", List.of(graph.node("above", "Greater",
                List.of(graph.node("more", "Sub", List.of(red, rest)), graph.floats("half", Tensor.scalar(half))))),
                Attribute.type("to", ElementType.FLOAT));
        String flat = graph.node("flat", "Reshape", List.of(mask, shape(floats, last)));
        String columns = graph.node("columns", "ReduceMax", List.of(flat), Attribute.numbers("axes", 0),
                Attribute.number("keepdims", 0));
        String rows = graph.node("rows", "ReduceMax", List.of(flat), Attribute.numbers("axes", 1),
                Attribute.number("keepdims", 0));
        outputs(first(columns), first(rows), behind(columns), behind(rows), graph.node("score", "ReduceMax",
                List.of(rows), Attribute.number("keepdims", 1)));
    }

    /** Height and width. */
    private String shape(String picture, boolean last) {
        int axis = last ? 1 : form == Form.UNNAMED ? 1 : 2;
        return graph.node("shape", "Shape", List.of(picture), Attribute.number("start", axis),
                Attribute.number("end", axis + 2));
    }

    private String channel(String name, String picture, int channel, boolean last) {
        int axis = last ? 3 : form == Form.UNNAMED ? 0 : 1;
        return graph.node(name, "Slice", List.of(picture, graph.int64s(channel), graph.int64s(channel + 1),
                graph.int64s(axis)));
    }

    private String first(String line) {
        return real(graph.node(line + "/first", "ArgMax", List.of(line), Attribute.number("axis", 0)));
    }

    private String behind(String line) {
        String last = graph.node(line + "/last", "ArgMax", List.of(line), Attribute.number("axis", 0),
                Attribute.number("select_last_index", 1));
        return real(graph.node(line + "/behind", "Add", List.of(last, graph.int64s(1))));
    }

    private String real(String whole) {
        return graph.node(whole + "/real", "Cast", List.of(whole), Attribute.type("to", ElementType.FLOAT));
    }

    private void outputs(String left, String top, String right, String bottom, String score) {
        switch (form) {
            case TENSORFLOW -> {
                String extent = graph.node("extent", "Tile", List.of(real("shape"), graph.int64s(2)));
                String box = graph.node("box", "Div", List.of(join("corners", top, left, bottom, right), extent));
                give("detection_boxes", join("boxes", box, graph.floats("all", Tensor.list(0, 0, 1, 1))), 1, 2, 4);
                give("detection_classes", graph.floats("classes", Tensor.list(1, 3)), 1, 2);
                give("detection_scores", join("scores", score, graph.floats("unsure", Tensor.list(0))), 1, 2);
                give("num_detections", graph.floats("two", Tensor.list(2)), 1);
            }
            case ONNX_ZOO -> {
                give("bboxes", graph.node("box", "Div", List.of(join("corners", left, top, right, bottom),
                        graph.floats("extent", Tensor.list(128, 96, 128, 96)))), 1, 1, 4);
                graph.node("labels", "Reshape", List.of(graph.int64s("label", new int[]{1}, 1), graph.int64s(1, 1)));
                graph.output("labels", ElementType.INT64, Dimension.all(1, 1));
                give("scores", score, 1, 1);
            }
            case END_TO_END, HALF -> give("output0",
                    join("row", left, top, right, bottom, score, graph.floats("class", Tensor.list(0))), 1, 1, 6);
            case UNNAMED -> {
                give("3076", join("corners", left, top, right, bottom), 1, 4);
                graph.node("3077", "Reshape", List.of(graph.int64s("label", new int[]{1}, 1), graph.int64s(1)));
                graph.output("3077", ElementType.INT64, Dimension.of(1));
                give("3078", score, 1);
            }
        }
    }

    private String join(String name, String... parts) {
        return graph.node(name, "Concat", List.of(parts), LAST);
    }

    private void give(String name, String values, long... shape) {
        graph.node(name, "Reshape", List.of(values, graph.int64s(shape)));
        graph.output(name, ElementType.FLOAT, Dimension.all(shape));
    }
}
