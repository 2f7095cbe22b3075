package org.derain4j.engine.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.derain4j.engine.Cost;
import org.junit.jupiter.api.Test;

/** Variables, parameters and arithmetic of the two official graphs at their full size. */
class OfficialNumbersTest {

    private static final Architecture RELEASED = new Architecture("generator", "BCM", 64, 17, 1, 1, 1);
    private static final Architecture TRAINING = new Architecture("model", "URAB", 64, 17, 1, 3, 3);

    @Test
    void variablesAndParameters() {
        assertCounts(RELEASED, 859, 15_823_424, 12_597_376);
        assertCounts(TRAINING, 1_539, 20_995_776, 17_769_728);
    }

    private static void assertCounts(Architecture architecture, int variables, long parameters,
            long live) {
        Map<String, List<Integer>> all = Variables.of(Mspfn.graph(architecture));
        assertEquals(variables, all.size());
        assertEquals(parameters, values(all));
        assertEquals(all.keySet(), Variables.live(Mspfn.graph(architecture)).keySet());
        assertEquals(live, values(Variables.live(Mspfn.graph(architecture))));
    }

    private static long values(Map<String, List<Integer>> shapes) {
        return shapes.values().stream()
                .mapToLong(shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b)).sum();
    }

    /** Section by section, live: recurrent part 105 C^2, each fusion block 20 C^2, tail 38 C^2, and the picture's 3 channels. */
    @Test
    void microkernels() {
        Cost cost = Cost.of(RELEASED);
        assertEquals(2.00e6, cost.liveMacsPerPixel(), 0.01e6);
        assertEquals(4.60e6, cost.writtenMacsPerPixel(), 0.01e6);
    }

    @Test
    void namesAreUnique() {
        for (Architecture architecture : List.of(RELEASED, TRAINING)) {
            List<Graph.Node> nodes = Mspfn.graph(architecture).nodes();
            assertEquals(nodes.size(), nodes.stream().map(Graph.Node::name).distinct().count());
        }
    }
}
