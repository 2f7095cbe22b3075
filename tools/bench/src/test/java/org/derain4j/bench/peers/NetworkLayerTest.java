package org.derain4j.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.derain4j.engine.Model;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Op;
import org.derain4j.engine.graph.Shapes;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured as a layer of the network is one. */
class NetworkLayerTest {

    private static final Architecture M17N1 = new Architecture("generator", "BCM", 64, 17, 1, 1, 1);

    /** An operation without its names. */
    private record Form(Class<? extends Op> kind, Window window, Shape in, Shape out) {}

    @ParameterizedTest
    @EnumSource
    void isInItsNetworkAtTheMainSize(NetworkLayer candidate) throws IOException {
        boolean lite = candidate.name().startsWith("LITE");
        Graph graph = Mspfn.graph(lite ? Model.embedded("lite").architecture() : M17N1);
        Shapes shapes = Shapes.of(graph, Groups.MAIN_SIZE.height(), Groups.MAIN_SIZE.width());
        RandomLayer layer = candidate.layer();
        Set<Form> forms = forms(layer.graph(), layer::shape);
        assertEquals(1, forms.size());
        assertTrue(forms(graph, shapes::get).containsAll(forms), () -> "not in the network: " + forms);
    }

    private static Set<Form> forms(Graph graph, Function<Value, Shape> shapes) {
        Set<Form> forms = new HashSet<>();
        List<Graph.Node> nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            Op op = nodes.get(i).op();
            if (!op.operands().isEmpty()) {
                forms.add(new Form(op.getClass(), op instanceof Op.Conv conv ? conv.window() : null,
                        shapes.apply(op.operands().getFirst()), shapes.apply(new Value(i))));
            }
        }
        return forms;
    }
}
