package org.derain4j.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.kernels.program.Shape;

/**
 * The network as a list of operations in an order of execution, each with the name of its result: official scope names
 * without the outer scope.
 *
 * @param nodes  operations; the index of a node is its {@link Value}
 * @param output the network's result
 */
public record Graph(List<Node> nodes, Value output) {

    /**
     * One operation and what its result is called.
     *
     * @param name the result's name, unique in the graph
     * @param op   the operation
     */
    public record Node(String name, Op op) {

        /** Refuses null. */
        public Node {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(op, "op");
        }
    }

    /** Copies the list. */
    public Graph {
        Objects.requireNonNull(nodes, "nodes");
        Objects.requireNonNull(output, "output");
        nodes = List.copyOf(nodes);
    }

    /**
     * The operation that makes a map.
     *
     * @param value the map
     * @return its operation
     */
    public Op op(Value value) {
        Objects.requireNonNull(value, "value");
        return nodes.get(value.index()).op();
    }

    /**
     * The name of a map.
     *
     * @param value the map
     * @return official, without the outer scope
     */
    public String name(Value value) {
        Objects.requireNonNull(value, "value");
        return nodes.get(value.index()).name();
    }

    /**
     * The map of that name.
     *
     * @param name official, without the outer scope
     * @return nothing if there is none
     */
    public Optional<Value> find(String name) {
        Objects.requireNonNull(name, "name");
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).name().equals(name)) {
                return Optional.of(new Value(i));
            }
        }
        return Optional.empty();
    }

    /**
     * Multiply-adds of all operations, {@link Op#writtenMacs}.
     *
     * @param shapes of the maps
     * @return for one picture
     */
    public long writtenMacs(Function<Value, Shape> shapes) {
        Objects.requireNonNull(shapes, "shapes");
        return values().mapToLong(value -> op(value).writtenMacs(shapes, shapes.apply(value))).sum();
    }

    /**
     * Those of them that can reach the result, {@link Op#liveMacs}.
     *
     * @param shapes of the maps
     * @return for one picture
     */
    public long liveMacs(Function<Value, Shape> shapes) {
        Objects.requireNonNull(shapes, "shapes");
        return values().mapToLong(value -> op(value).liveMacs(shapes, shapes.apply(value))).sum();
    }

    private Stream<Value> values() {
        return IntStream.range(0, nodes.size()).mapToObj(Value::new);
    }

    /** Collects operations; every method returns the map it makes. */
    static final class Builder {

        private final List<Node> nodes = new ArrayList<>();

        Value put(String name, Op op) {
            nodes.add(new Node(name, op));
            return new Value(nodes.size() - 1);
        }

        Graph build(Value output) {
            return new Graph(nodes, output);
        }
    }
}
