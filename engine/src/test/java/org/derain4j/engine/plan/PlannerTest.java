package org.derain4j.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Op;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Step;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Graph M17N1 = Mspfn.graph(new Architecture("generator", "BCM", 64, 17, 1, 1, 1));
    private static final BandPolicy CPU = ofCpu();

    private static BandPolicy ofCpu() {
        try (Backend backend = Backends.open(Backends.PORTABLE, 1, false)) {
            return backend.bands();
        }
    }

    /** The plan is a text to be read and reviewed: a change to it shows in the change. */
    @Test
    void thePlanOfM17N1() throws IOException {
        Program program = Planner.plan(M17N1, 320, 480, Set.of(M17N1.output()), CPU).program();
        try (InputStream golden = PlannerTest.class.getResourceAsStream("m17n1_320x480.txt")) {
            assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), program.toString());
        }
    }

    /** No map of the largest kind is ever whole but the residual stream and what it began as. */
    @Test
    void liveMemoryPerPixel() {
        assertTrue(bytesPerPixel(320, 480, BandPolicy.NONE) > 1800);
        assertTrue(bytesPerPixel(320, 480, CPU) < 900);
        assertTrue(bytesPerPixel(720, 1280, CPU) < 860);
        assertTrue(bytesPerPixel(2160, 3840, CPU) < 840);
    }

    private static double bytesPerPixel(int height, int width, BandPolicy bands) {
        return Planner.plan(M17N1, height, width, Set.of(M17N1.output()), bands).program().slotBytes()
                / (double) height / width;
    }

    /** The only maps between steps that are large and whole are those that a channel attention reads, or several stages. */
    @Test
    void everyLargeMapThatCanGoesInBands() {
        Program program = Planner.plan(M17N1, 320, 480, Set.of(M17N1.output()), CPU).program();
        List<String> held = program.maps().stream().filter(map -> !map.isWhole()).map(FeatureMap::name).toList();
        for (String name : List.of("rnn1", "residual_memory/rain1_u21", "residual_memory/rain1_e",
                "residual_memory/rain_res1", "residual_memory/lstm_group/h", "residual_memory/lstm_group2/h",
                "BCM2_7/s2_u42", "BCM_7/s1_u41", "BCM_7/s1_u41_u21", "BCM_7/RCAB1/prelu", "rnn_recon", "up2_1",
                "rnn5")) {
            assertTrue(held.contains(name), name + " is whole");
        }
    }

    @Test
    void withoutBandsEveryStepStandsByItself() {
        Program program = Planner.plan(M17N1, 320, 480, Set.of(M17N1.output()), BandPolicy.NONE).program();
        assertTrue(program.steps().stream().noneMatch(Step.Bands.class::isInstance));
        assertTrue(program.maps().stream().allMatch(FeatureMap::isWhole));
    }

    @Test
    void nothingIsLeftUnfused() {
        Program program = Planner.plan(M17N1, 64, 64, Set.of(M17N1.output()), CPU).program();
        long prelus = program.steps().stream().filter(Step.Prelu.class::isInstance).count();
        assertEquals(0, prelus);
        long sums = program.steps().stream().filter(Step.Add.class::isInstance).count();
        // r2 + u42 and, in every block, s2 + u42: u42 goes on to full size as well, so it is a map of its own; at full size
        // s1 + u41 + u21 is made by the two upsamplings
        assertEquals(1 + 17, sums);
    }

    @Test
    void everyMapCanBeKeptAndSmallSizesCanBePlanned() {
        Set<Value> all = new LinkedHashSet<>();
        for (int i = 0; i < M17N1.nodes().size(); i++) {
            if (!(M17N1.nodes().get(i).op() instanceof Op.Concat)) {
                all.add(new Value(i));
            }
        }
        for (int height : new int[]{4, 8, 12, 36}) {
            Plan plan = Planner.plan(M17N1, height, 4, all, CPU);
            assertEquals(all, plan.kept().keySet());
            assertTrue(plan.program().steps().size() >= all.size() - 1);
        }
    }

    @Test
    void whatNobodyAsksForIsLeftOut() {
        Value early = M17N1.find("rnn2").orElseThrow();
        Program program = Planner.plan(M17N1, 16, 16, Set.of(early), CPU).program();
        assertEquals(2, program.steps().size(), program.toString());
    }
}
