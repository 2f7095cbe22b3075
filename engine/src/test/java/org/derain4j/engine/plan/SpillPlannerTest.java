package org.derain4j.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Step;
import org.junit.jupiter.api.Test;

class SpillPlannerTest {

    private static final BandPolicy BANDS = new BandPolicy(4L << 20, 6L << 20);

    /** A thousand take some three minutes: {@code -Dderain4j.plans=1000}. */
    private static final int PLANS = Integer.getInteger("derain4j.plans", 60);

    /** Programs check themselves that every map is there when it is read, and has as many rows as its readers need. */
    @Test
    void noPlanTakesMoreThanItMay() {
        Random random = new Random(7);
        List<String> over = new ArrayList<>();
        int spilled = 0;
        for (int i = 0; i < PLANS; i++) {
            Graph graph = Mspfn
                    .graph(new Architecture("generator", "BCM", 8 << random.nextInt(3), 1 + random.nextInt(3),
                            1 + random.nextInt(2), 1 + random.nextInt(3), 1 + random.nextInt(3)));
            int height = 4 * (1 + random.nextInt(200));
            int width = 4 * (1 + random.nextInt(200));
            long whole = plan(graph, height, width).slotBytes();
            long bytes = (long) (whole * random.nextDouble(1.2));
            Program program = plan(graph, height, width, bytes);
            if (program.slotBytes() > bytes) {
                long least = plan(graph, height, width, 0).slotBytes();
                if (bytes >= least) {
                    over.add(height + "x" + width + " in " + bytes + ": " + program.slotBytes() + ", though there is "
                            + least);
                }
            }
            spilled += program.needsScratch() ? 1 : 0;
        }
        assertEquals(List.of(), over);
        assertTrue(spilled > PLANS / 2, spilled + " of the plans need a scratch file");
    }

    /** Time between two checks is that of the thread alone: others may want the core. */
    @Test
    void planningMayBeGivenUpAtAnyMoment() {
        Graph graph = Mspfn.graph(new Architecture("generator", "BCM", 64, 17, 1, 1, 1));
        for (long bytes : new long[]{Long.MAX_VALUE, 600L << 20}) {
            List<Long> times = new ArrayList<>();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            checked(graph, bytes, () -> times.add(threads.getCurrentThreadCpuTime()));
            for (int i = 1; i < times.size(); i++) {
                long between = times.get(i) - times.get(i - 1);
                assertTrue(between < 100_000_000, between + " ns before check " + i + " of " + times.size());
            }
            for (int moment = 0; moment < times.size(); moment += 1 + times.size() / 20) {
                int last = moment;
                AtomicInteger checks = new AtomicInteger();
                assertThrows(CancellationException.class, () -> checked(graph, bytes, () -> {
                    if (checks.getAndIncrement() == last) {
                        throw new CancellationException();
                    }
                }));
            }
        }
    }

    private static void checked(Graph graph, long bytes, Runnable check) {
        if (bytes == Long.MAX_VALUE) {
            Planner.plan(graph, 1080, 1920, Set.of(graph.output()), BANDS, check);
        } else {
            Planner.plan(graph, 1080, 1920, Set.of(graph.output()), BANDS, bytes, check);
        }
    }

    private static Program plan(Graph graph, int height, int width) {
        return Planner.plan(graph, height, width, Set.of(graph.output()), BANDS).program();
    }

    private static Program plan(Graph graph, int height, int width, long bytes) {
        return Planner.plan(graph, height, width, Set.of(graph.output()), BANDS, bytes).program();
    }
}
