package org.derain4j.bench.peers;

import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Shape;
import org.derain4j.onnx.writer.Tensor;

/** Something to be computed, in the engine's own description: the graph, the shape of each map, the weights. */
sealed interface Work permits RandomLayer, Network {

    /** For people: what it is and how large. */
    String name();

    /** The operations; the first is the input. */
    Graph graph();

    /** The extent of a map. */
    Shape shape(Value value);

    /** A parameter in its official layout. */
    Parameter filter(String name);

    /** Multiply-adds that can reach the result. */
    default double liveMacs() {
        return graph().liveMacs(this::shape);
    }

    /** The extent of the input. */
    default Shape inputShape() {
        return shape(new Value(0));
    }

    /** The extent of the result. */
    default Shape outputShape() {
        return shape(graph().output());
    }

    /** A parameter, ready to be rearranged for another library. */
    default Tensor tensor(String name) {
        return Tensor.of(filter(name).shape(), filter(name).values());
    }
}
