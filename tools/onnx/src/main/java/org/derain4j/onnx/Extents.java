package org.derain4j.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Shapes;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;
import org.derain4j.onnx.writer.Attribute;
import org.derain4j.onnx.writer.Dimension;
import org.derain4j.onnx.writer.OnnxGraph;

/**
 * What is known of the maps' heights and widths when the file is written, and nodes that find out the rest when it runs.
 * TensorFlow's SAME padding at stride 2 depends on the parity of the larger map. Of pictures whose sides are multiples
 * of 4, the maps at full and at half size are always even; only those at quarter size may be odd.
 */
final class Extents {

    private static final int KERNEL = 3;

    private final OnnxGraph onnx;
    private final String picture;
    private final InputSize size;
    /** Shapes at the fixed size, or at the smallest one. */
    private final Function<Value, Shape> shapes;
    /** Shapes at twice that size. */
    private final Function<Value, Shape> doubled;
    private final Map<Integer, String> sizesByDivisor = new HashMap<>();

    private Extents(OnnxGraph onnx, String picture, InputSize size, Function<Value, Shape> shapes,
            Function<Value, Shape> doubled) {
        this.onnx = onnx;
        this.picture = picture;
        this.size = size;
        this.shapes = shapes;
        this.doubled = doubled;
    }

    /** All maps follow from the picture's size. */
    static Extents ofPicture(OnnxGraph onnx, String picture, Graph graph, InputSize size) {
        int height = size instanceof InputSize.Fixed fixed ? fixed.height() : InputSize.MULTIPLE;
        int width = size instanceof InputSize.Fixed fixed ? fixed.width() : InputSize.MULTIPLE;
        return new Extents(onnx, picture, size, Shapes.of(graph, height, width)::get,
                Shapes.of(graph, 2 * height, 2 * width)::get);
    }

    /** All maps are known beforehand. */
    static Extents given(OnnxGraph onnx, String input, InputSize.Fixed size, Function<Value, Shape> shapes) {
        return new Extents(onnx, input, size, shapes, shapes);
    }

    /** Zeros that SAME padding at stride 2 puts above and left of a map. */
    record PadBefore(int top, int left) {}

    /** {@code [1, channels, height, width]} in the file: what is known of them. */
    Dimension[] dimensions(Value map) {
        Shape shape = shapes.apply(map);
        return switch (size) {
            case InputSize.Fixed _ -> Dimension.all(1, shape.channels(), shape.height(), shape.width());
            case InputSize.Open _ -> new Dimension[]{Dimension.of(1), Dimension.of(shape.channels()),
                Dimension.named("height"), Dimension.named("width")};
        };
    }

    /** The padding of a map, the larger one of a stride-2 operation, if it is the same for all pictures. */
    Optional<PadBefore> padBefore(Value map) {
        Shape shape = shapes.apply(map);
        boolean known = size instanceof InputSize.Fixed || shape.height() % 2 == 0 && isFraction(map);
        return known
                ? Optional.of(new PadBefore(Window.CONV_STRIDE2.padBefore(KERNEL, shape.height()),
                        Window.CONV_STRIDE2.padBefore(KERNEL, shape.width())))
                : Optional.empty();
    }

    /** A value of two elements: the height and width of a map. */
    String heightAndWidth(Value map) {
        return switch (size) {
            case InputSize.Fixed _ -> onnx.int64s(shapes.apply(map).height(), shapes.apply(map).width());
            case InputSize.Open _ -> {
                if (!isFraction(map)) {
                    throw new IllegalStateException("the sides of " + map + " are no fraction of the picture's");
                }
                yield sizesByDivisor.computeIfAbsent(InputSize.MULTIPLE / shapes.apply(map).height(), this::divide);
            }
        };
    }

    private boolean isFraction(Value map) {
        return doubled.apply(map).height() == 2 * shapes.apply(map).height();
    }

    private String divide(int divisor) {
        String name = "size/" + divisor;
        onnx.node(name + "/picture", "Shape", List.of(picture), Attribute.number("start", 2),
                Attribute.number("end", 4));
        return onnx.node(name, "Div", List.of(name + "/picture", onnx.int64s(divisor)));
    }
}
