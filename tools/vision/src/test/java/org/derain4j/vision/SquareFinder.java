package org.derain4j.vision;

import static org.derain4j.vision.Miniatures.CELL;
import static org.derain4j.vision.Miniatures.SIDE;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.onnx.writer.Attribute;
import org.derain4j.onnx.writer.Dimension;
import org.derain4j.onnx.writer.ElementType;
import org.derain4j.onnx.writer.OnnxGraph;
import org.derain4j.onnx.writer.Tensor;
import org.derain4j.vision.Miniatures.DetectorForm;

/**
 * The detector of squares. Each pixel has a purity of each colour, p in 0 to 1; a cell with a square has its centre where p has its,
 * the side sum p / sqrt(sum p^2), which is right for any even colour, and the score (sum p^2 / sum p)^4, a power that
 * lets rain show. Two squares in one cell are taken for one.
 */
final class SquareFinder {

    private static final int CLASSES = Miniatures.SQUARES.size();
    private static final float NEARLY_NOTHING = 1e-6f;
    /** A square of so many pixels is one for certain. */
    private static final float CERTAIN = 16;
    private static final Attribute CHANNELS = Attribute.number("axis", 1);
    private static final Attribute[] CELLS = {Attribute.numbers("kernel_shape", CELL, CELL),
        Attribute.numbers("strides", CELL, CELL)};

    private final OnnxGraph graph = new OnnxGraph("squares");
    private final DetectorForm form;

    private SquareFinder(DetectorForm form) {
        this.form = form;
    }

    static OnnxGraph graph(DetectorForm form) {
        SquareFinder finder = new SquareFinder(form);
        finder.write();
        return finder.graph;
    }

    private void write() {
        switch (form) {
            case SSD -> graph.input("images", ElementType.FLOAT, Dimension.of(1), Dimension.of(3),
                    Dimension.named("height"), Dimension.named("width"));
            case YOLOX, YOLOV5, YOLOV8 -> graph.input("images", ElementType.FLOAT, Dimension.all(1, 3, SIDE, SIDE));
        }
        String colour = graph.node("colour", "Conv", List.of("images", graph.floats("colours", colours())));
        String purity = graph.node("purity", "Clip",
                List.of(colour, constant("zero", 0), constant("one", 1)));
        String sums = sums("sums", purity);
        String squares = sums("squares", graph.node("purity2", "Mul", List.of(purity, purity)));
        String classes = graph.node("classes", "Pow", List.of(
                graph.node("mean_purity", "Div", List.of(squares, something("class_sum", sums))),
                constant("power", 4)));
        String sum = overChannels("sum", sums);
        String side = graph.node("side", "Div", List.of(sum,
                graph.node("deviation", "Sqrt", List.of(something("square_sum", overChannels("square", squares))))));
        String presence = graph.node("presence", "Clip", List.of(
                graph.node("share", "Div", List.of(sum, constant("certain", CERTAIN))), "zero", "one"));
        String all = overChannels("all", purity);
        String x = mean("x", all, sum, false);
        String y = mean("y", all, sum, true);
        switch (form) {
            case YOLOX -> {
                String cell = constant("cell", CELL);
                String log = graph.node("log", "Log", List.of(graph.node("in_cells", "Div",
                        List.of(graph.node("seen", "Max", List.of(side, constant("least", 1e-3f))), cell))));
                String left = graph.node("left", "Div", List.of(x, cell));
                String top = graph.node("top", "Div", List.of(y, cell));
                rows("output", List.of(left, top, log, log, presence, classes), 1);
            }
            case YOLOV5 -> rows("output0", List.of(inPicture(x, 3), inPicture(y, 2), side, side, presence, classes),
                    3);
            case YOLOV8 -> columns(List.of(inPicture(x, 3), inPicture(y, 2), side, side, score(presence, classes)));
            case SSD -> list(inPicture(x, 3), inPicture(y, 2), side, score(presence, classes));
        }
    }

    /** Pure colours give 1, greys 0. */
    private Tensor colours() {
        boolean bgr = form == DetectorForm.YOLOX;
        float level = bgr ? 1 / 255f : 1;
        float[] weights = new float[CLASSES * 3];
        for (int c = 0; c < CLASSES; c++) {
            for (int channel = 0; channel < 3; channel++) {
                int level255 = Miniatures.SQUARE_COLOURS[c][bgr ? 2 - channel : channel];
                weights[c * 3 + channel] = level255 == 255 ? level : -level / 2;
            }
        }
        return new Tensor(new int[]{CLASSES, 3, 1, 1}, weights);
    }

    /** The mean place of purity in each cell, in pixels from the cell's border; its middle where there is none. */
    private String mean(String name, String purity, String sum, boolean down) {
        float[] places = new float[CELL * CELL];
        for (int i = 0; i < places.length; i++) {
            places[i] = (down ? i / CELL : i % CELL) + 0.5f;
        }
        String moment = graph.node(name + "/moment", "Conv", List.of(purity,
                graph.floats(name + "/places", new Tensor(new int[]{1, 1, CELL, CELL}, places))), CELLS);
        String middle = graph.node(name + "/middle", "Add",
                List.of(moment, constant(name + "/half", CELL / 2f * NEARLY_NOTHING)));
        return graph.node(name, "Div", List.of(middle, something(name + "/sum", sum)));
    }

    /** A place in a cell becomes one in the picture. */
    private String inPicture(String place, int axis) {
        String extent = graph.node(place + "/cells", "Shape", List.of(place), Attribute.number("start", axis),
                Attribute.number("end", axis + 1));
        String scalar = graph.node(place + "/count", "Squeeze", List.of(extent));
        String range = graph.node(place + "/range", "Range", List.of(
                graph.int64s(place + "/from", new int[0], 0), scalar, graph.int64s(place + "/step", new int[0], 1)));
        String starts = graph.node(place + "/starts", "Mul", List.of(
                graph.node(place + "/real", "Cast", List.of(range), Attribute.type("to", ElementType.FLOAT)),
                constant(place + "/cell", CELL)));
        String shaped = graph.node(place + "/shaped", "Reshape",
                List.of(starts, axis == 3 ? graph.int64s(1, -1) : graph.int64s(-1, 1)));
        return graph.node(place + "/picture", "Add", List.of(place, shaped));
    }

    private String score(String presence, String classes) {
        return graph.node("score", "Mul", List.of(presence, classes));
    }

    /** {@code [1, rows, values]}: those of the grid of stride 16 between those of strides 8 and 32, where nothing is found. */
    private void rows(String name, List<String> values, int anchors) {
        String rows = graph.node("rows", "Transpose", List.of(flat(values)), Attribute.numbers("perm", 0, 2, 1));
        int width = 5 + CLASSES;
        int cells = (SIDE / CELL) * (SIDE / CELL);
        List<String> parts = new ArrayList<>();
        parts.add(nothing("before", 4 * cells * anchors, width));
        parts.add(rows);
        parts.add(nothing("after", cells / 4 * anchors + cells * (anchors - 1), width));
        graph.node(name, "Concat", parts, CHANNELS);
        graph.output(name, ElementType.FLOAT, Dimension.all(1, (4 * cells + cells + cells / 4) * anchors, width));
    }

    /** {@code [1, values, columns]}, the grids as in {@link #rows}. */
    private void columns(List<String> values) {
        int height = 4 + CLASSES;
        int cells = (SIDE / CELL) * (SIDE / CELL);
        graph.node("output0", "Concat", List.of(nothing("before", height, 4 * cells), flat(values),
                nothing("after", height, cells / 4)), Attribute.number("axis", 2));
        graph.output("output0", ElementType.FLOAT, Dimension.all(1, height, 4 * cells + cells + cells / 4));
    }

    /** What scores more than 0.05, as boxes, labels, scores. */
    private void list(String x, String y, String side, String score) {
        String scores = graph.node("class_scores", "Reshape", List.of(score, graph.int64s(CLASSES, -1)));
        String found = graph.node("found", "Greater", List.of(scores, constant("least_score", 0.05f)));
        String places = graph.node("places", "NonZero", List.of(found));
        graph.node("parts", "Split", List.of(places), List.of("class", "cell"), Attribute.number("axis", 0));
        String cell = graph.node("cell_list", "Reshape", List.of("cell", graph.int64s(-1)));
        String half = graph.node("half", "Div", List.of(side, constant("two", 2)));
        String corners = flat(List.of(graph.node("x1", "Sub", List.of(x, half)), graph.node("y1", "Sub",
                List.of(y, half)), graph.node("x2", "Add", List.of(x, half)),
                graph.node("y2", "Add", List.of(y, half))));
        String table = graph.node("table", "Transpose",
                List.of(graph.node("corners", "Squeeze", List.of(corners, graph.int64s(0)))),
                Attribute.numbers("perm", 1, 0));
        graph.node("boxes", "Gather", List.of(table, cell), Attribute.number("axis", 0));
        graph.node("labels", "Add", List.of(graph.node("class_list", "Reshape", List.of("class", graph.int64s(-1))),
                graph.int64s(1)));
        graph.node("scores", "Compress", List.of(scores, graph.node("found_list", "Reshape",
                List.of(found, graph.int64s(-1)))));
        graph.output("boxes", ElementType.FLOAT, Dimension.named("n"), Dimension.of(4));
        graph.output("labels", ElementType.INT64, Dimension.named("n"));
        graph.output("scores", ElementType.FLOAT, Dimension.named("n"));
    }

    private String flat(List<String> maps) {
        int channels = maps.size() + (maps.contains("classes") || maps.contains("score") ? CLASSES - 1 : 0);
        return graph.node("flat", "Reshape",
                List.of(graph.node("maps", "Concat", maps, CHANNELS), graph.int64s(1, channels, -1)));
    }

    private String nothing(String name, int rows, int columns) {
        return graph.floats(name, new Tensor(new int[]{1, rows, columns}, new float[rows * columns]));
    }

    /** Sums over each cell. */
    private String sums(String name, String map) {
        return graph.node(name, "Mul", List.of(graph.node(name + "/mean", "AveragePool", List.of(map), CELLS),
                constant(name + "/pixels", CELL * CELL)));
    }

    private String overChannels(String name, String map) {
        return graph.node(name, "ReduceSum", List.of(map, graph.int64s(1)));
    }

    private String something(String name, String map) {
        return graph.node(name + "/safe", "Add", List.of(map, constant(name + "/little", NEARLY_NOTHING)));
    }

    private String constant(String name, float value) {
        return graph.floats(name, Tensor.scalar(value));
    }
}
