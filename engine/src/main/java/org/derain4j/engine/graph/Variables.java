package org.derain4j.engine.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.derain4j.kernels.program.LstmShape;

/** The variables that a graph reads, with their shapes, in the order of the graph. */
public final class Variables {

    /** Sizes do not change a variable's shape: any picture will do to infer channels. */
    private static final int ANY_SIZE = 8;

    private final Shapes shapes;
    private final boolean live;
    private final Map<String, List<Integer>> variables = new LinkedHashMap<>();

    private Variables(Graph graph, boolean live) {
        this.live = live;
        shapes = Shapes.of(graph, ANY_SIZE, ANY_SIZE);
        for (Graph.Node node : graph.nodes()) {
            collect(node.op());
        }
    }

    /**
     * All variables.
     *
     * @param graph the network
     * @return official name to shape
     */
    public static Map<String, List<Integer>> of(Graph graph) {
        Objects.requireNonNull(graph, "graph");
        return new Variables(graph, false).variables;
    }

    /**
     * What of them can reach the result: of the conv-LSTMs without what their zero state makes dead.
     *
     * @param graph the network
     * @return official name to shape
     */
    public static Map<String, List<Integer>> live(Graph graph) {
        Objects.requireNonNull(graph, "graph");
        return new Variables(graph, true).variables;
    }

    private void collect(Op op) {
        switch (op) {
            case Op.Conv o -> {
                int in = channels(o.x());
                put(o.filter(), o.window().transposed()
                        ? List.of(3, 3, o.channels(), in)
                        : List.of(3, 3, in, o.channels()));
                put(o.bias(), List.of(o.channels()));
            }
            case Op.TransposedConv o -> put(o.filter(), List.of(3, 3, o.channels(), channels(o.x())));
            case Op.Prelu o -> put(o.slope(), List.of(channels(o.x())));
            case Op.ConvLstm o -> {
                LstmShape lstm = o.shape(shapes::get);
                put(o.filter(), live ? lstm.liveFilter() : lstm.filter());
                put(o.bias(), live ? lstm.liveBias() : lstm.bias());
            }
            case Op.ChannelAttention o -> {
                put(o.squeeze(), List.of(1, 1, channels(o.f()), o.reduced()));
                put(o.squeezeBias(), List.of(o.reduced()));
                put(o.squeezeSlope(), List.of(o.reduced()));
                put(o.excite(), List.of(1, 1, o.reduced(), channels(o.f())));
                put(o.exciteBias(), List.of(channels(o.f())));
            }
            case Op.Input _,Op.BoxDownscale _,Op.Concat _,Op.Add _,Op.Subtract _ -> {
            }
        }
    }

    private int channels(Value value) {
        return shapes.get(value).channels();
    }

    private void put(String name, List<Integer> shape) {
        if (name != null) {
            variables.put(name, shape);
        }
    }
}
