package org.derain4j.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Variables;
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

    private static final long SEED = 20200325;

    private final Plan plan;
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
        plan = Planner.plan(graph, height, width, Set.of(graph.output()), bands ? backend.bands() : BandPolicy.NONE);
        executable = backend.prepare(plan.program(), randomFilters(graph));
        executable.write(plan.input(), random(new Random(SEED), height * width * 3, 0.5));
    }

    /** Deviations by fan-in, so that no value grows beyond what a trained network has. */
    private static Parameters randomFilters(Graph graph) {
        Random random = new Random(SEED);
        Map<String, Parameters.Parameter> parameters = new HashMap<>();
        Variables.of(graph).forEach((name, shape) -> {
            int floats = shape.stream().reduce(1, (a, b) -> a * b);
            parameters.put(name, new Parameters.Parameter(shape, random(random, floats, deviation(shape))));
        });
        return new Parameters(parameters);
    }

    private static double deviation(List<Integer> shape) {
        return shape.size() == 1 ? 0.1 : 0.5 / Math.sqrt(9.0 * Math.max(shape.get(2), shape.get(3)));
    }

    private static float[] random(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    /** Runs once. */
    public void run(StepListener listener) {
        executable.run(listener);
    }

    /** What runs. */
    public Plan plan() {
        return plan;
    }

    /** Who runs it. */
    public String describe() {
        return backend.describe();
    }

    @Override
    public void close() {
        executable.close();
        backend.close();
    }
}
