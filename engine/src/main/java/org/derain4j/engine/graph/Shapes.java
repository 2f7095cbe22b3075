package org.derain4j.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.derain4j.kernels.program.Shape;

/** The shape of every map of a graph, for one size of picture. */
public final class Shapes {

    private final List<Shape> shapes = new ArrayList<>();

    private Shapes() {}

    /**
     * Infers all shapes.
     *
     * @param graph  the network
     * @param height of the picture, a multiple of 4
     * @param width  of the picture, a multiple of 4
     * @return by map
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Shapes of(Graph graph, int height, int width) {
        Objects.requireNonNull(graph, "graph");
        Shapes result = new Shapes();
        for (Graph.Node node : graph.nodes()) {
            result.shapes.add(result.infer(node.op(), height, width));
        }
        return result;
    }

    /**
     * The shape of one map.
     *
     * @param value the map
     * @return its extent
     */
    public Shape get(Value value) {
        Objects.requireNonNull(value, "value");
        return shapes.get(value.index());
    }

    private Shape infer(Op op, int height, int width) {
        return switch (op) {
            case Op.Input o -> new Shape(height, width, o.channels());
            case Op.BoxDownscale o -> {
                Shape x = get(o.x());
                yield new Shape(x.height() / o.factor(), x.width() / o.factor(), x.channels());
            }
            case Op.Conv o -> {
                Shape x = get(o.x());
                yield new Shape(o.window().smallerSide(x.height()), o.window().smallerSide(x.width()), o.channels());
            }
            case Op.TransposedConv o -> channels(get(o.sizeOf()), o.channels());
            case Op.Prelu o -> get(o.x());
            case Op.ConvLstm o -> channels(get(o.x()), o.features());
            case Op.ChannelAttention o -> get(o.skip());
            case Op.Concat o -> channels(get(o.a()), get(o.a()).channels() + get(o.b()).channels());
            case Op.Add o -> get(o.a());
            case Op.Subtract o -> get(o.a());
        };
    }

    private static Shape channels(Shape shape, int channels) {
        return new Shape(shape.height(), shape.width(), channels);
    }
}
