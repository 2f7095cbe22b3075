package org.derain4j.bench;

import java.util.Random;
import java.util.Set;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.plan.Plan;
import org.derain4j.engine.plan.Planner;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Parameters;

/** A whole network of random weights, prepared for one size: the time does not depend on what the weights are. */
public final class Network implements AutoCloseable {

    private final Backend backend;
    private final Executable executable;

    /**
     * Prepares.
     *
     * @param name        {@code m17n1}, the released network's size, or {@code lite}
     * @param height      a multiple of 4
     * @param width       a multiple of 4
     * @param threads     to work with
     * @param backendName as {@link Backends#open} takes it
     * @param exact       true for direct convolutions only
     * @param bands       false for every step by itself, over whole maps
     */
    public Network(String name, int height, int width, int threads, String backendName, boolean exact,
            boolean bands) {
        Architecture architecture = switch (name) {
            case "m17n1" -> new Architecture("generator", "BCM", 64, 17, 1, 1, 1);
            case "lite" -> new Architecture("generator", "BCM", 32, 4, 1, 1, 1);
            default -> throw new IllegalArgumentException("no network `" + name + "`; use m17n1 or lite");
        };
        Graph graph = Mspfn.graph(architecture);
        backend = Backends.open(backendName, threads, exact);
        Plan plan = Planner.plan(graph, height, width, Set.of(graph.output()),
                bands ? backend.bands() : BandPolicy.NONE);
        executable = backend.prepare(plan.program(), new Parameters(RandomWeights.of(graph)));
        executable.write(plan.input(), RandomWeights.gaussians(new Random(1), height * width * 3, 0.5));
    }

    /** Runs once. */
    public void run(StepListener listener) {
        executable.run(listener);
    }

    @Override
    public void close() {
        executable.close();
        backend.close();
    }
}
