package org.derain4j.bench.peers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.derain4j.engine.Model;
import org.derain4j.engine.Model.Variable;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Shapes;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Shape;

/** A whole network for pictures of one size. */
final class Network implements Work {

    private final String name;
    private final Model model;
    private final Optional<Path> checkpoint;
    private final Graph graph;
    private final Shapes shapes;
    private final Map<String, Variable> variables;

    /**
     * Describes.
     *
     * @param name       for people, without the size
     * @param model      the weights
     * @param checkpoint the TensorFlow checkpoint that they come from, if they do
     * @param size       of the picture
     */
    Network(String name, Model model, Optional<Path> checkpoint, Size size) {
        this.name = name + " " + size;
        this.model = model;
        this.checkpoint = checkpoint;
        graph = Mspfn.graph(model.architecture());
        shapes = Shapes.of(graph, size.height(), size.width());
        variables = model.variables().stream().collect(Collectors.toMap(Variable::name, variable -> variable));
    }

    Model model() {
        return model;
    }

    Optional<Path> checkpoint() {
        return checkpoint;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public Shape shape(Value value) {
        return shapes.get(value);
    }

    @Override
    public Parameter filter(String parameter) {
        return new Parameter(variables.get(parameter).shape(), model.values(parameter));
    }
}
