package org.derain4j.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Value;
import org.derain4j.engine.plan.Layer;
import org.derain4j.engine.plan.Plan;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Shape;

/**
 * Looks into a {@link Derainer}: the network's maps, how long its steps take, and what the machine could do at most. For who
 * compares or measures; always on the backend asked for, never on another in its place. Thread-safe, as the derainer is: its
 * calls and these are taken one after the other, and interrupts and {@link Derainer#close} end them in the same way; but for a
 * measurement of what the machine could do, which takes its second or two.
 */
public final class Probe {

    private final Runners runners;
    private final Graph graph;

    private Probe(Derainer derainer) {
        this.runners = derainer.runners();
        this.graph = derainer.model().graph();
    }

    /**
     * A probe of a derainer.
     *
     * @param derainer stays the caller's, who closes it
     * @return a new probe
     */
    public static Probe of(Derainer derainer) {
        Objects.requireNonNull(derainer, "derainer");
        return new Probe(derainer);
    }

    /**
     * The maps that {@link #taps} can copy: official scope names without the outer scope.
     *
     * @return in the order of the graph
     */
    public List<String> tapNames() {
        return graph.nodes().stream().map(Graph.Node::name).filter(name -> !name.endsWith("/concat")).toList();
    }

    /**
     * Runs the network and copies the named maps, for comparison with other implementations.
     *
     * @param bgr    interleaved B, G, R in [-1, 1], {@code [height * width * 3]}
     * @param height a multiple of 4
     * @param width  a multiple of 4
     * @param names  of {@link #tapNames}
     * @return the maps by name, in the order of the graph
     * @throws IllegalArgumentException if a name is unknown, a side is no multiple of 4 or below 1, or the array has another length
     * @throws PictureException         if it is too large
     * @throws IllegalStateException    if the derainer is closed, or its device failed
     */
    public Map<String, Tap> taps(float[] bgr, int height, int width, Set<String> names) {
        Objects.requireNonNull(bgr, "bgr");
        Objects.requireNonNull(names, "names");
        Padding.requirePixels(bgr, height, width);
        if (!Padding.of(height, width).isNone()) {
            throw new IllegalArgumentException(
                    "maps are only defined for sides that are multiples of 4, not for " + width + "x" + height);
        }
        Set<Value> kept = values(names);
        return kept.isEmpty()
                ? Map.of()
                : runners.once(bgr, height, width, kept, runners.backend().bands(), this::taps);
    }

    /** In the order of the graph. */
    private Set<Value> values(Set<String> names) {
        List<String> known = tapNames();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("the network has no map `" + name + "`");
            }
        }
        return known.stream().filter(names::contains).map(name -> graph.find(name).orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Map<String, Tap> taps(Plan plan, Executable run, Cancellation cancellation) {
        run.run(StepListener.NONE, cancellation);
        Map<String, Tap> taps = new LinkedHashMap<>();
        plan.kept().forEach((value, map) -> {
            String name = graph.name(value);
            Shape shape = plan.program().maps().get(map).shape();
            taps.put(name, new Tap(name, shape.height(), shape.width(), shape.channels(), run.read(map)));
        });
        return taps;
    }

    /**
     * Runs the network once, each step by itself, and tells how long it took.
     *
     * @param bgr    interleaved B, G, R in [-1, 1], {@code [height * width * 3]}
     * @param height rows, at least 1
     * @param width  columns, at least 1
     * @return in the order in which they ran
     * @throws IllegalArgumentException if a side is below 1, or the array has another length
     * @throws PictureException         if it is too large
     * @throws IllegalStateException    if the derainer is closed, or its device failed
     */
    public List<LayerTime> times(float[] bgr, int height, int width) {
        Objects.requireNonNull(bgr, "bgr");
        Padding.requirePixels(bgr, height, width);
        return runners.once(bgr, height, width, Set.of(graph.output()), BandPolicy.NONE, Probe::times);
    }

    private static List<LayerTime> times(Plan plan, Executable run, Cancellation cancellation) {
        List<Layer> layers = Layer.of(plan.program());
        List<LayerTime> times = new ArrayList<>();
        double[] seconds = run.times(cancellation);
        for (int i = 0; i < seconds.length; i++) {
            Layer layer = layers.get(i);
            times.add(new LayerTime(layer.kind(), layer.multiplyAdds(), layer.mapValues(), seconds[i]));
        }
        return times;
    }

    /**
     * The most multiply-adds that the machine, or the device that computes, can do, measured for about a second.
     *
     * @param threads that compute at the same time
     * @return floating-point operations per second, two for a multiply-add
     * @throws IllegalArgumentException if the CPU computes, and threads is not 1 to 1024
     * @throws IllegalStateException if the derainer is closed, or its device failed
     */
    public double ceiling(int threads) {
        return runners.ask(backend -> backend.ceiling(threads));
    }

    /**
     * How fast the device that computes copies within its memory, measured.
     *
     * @return bytes per second, those read and those written; 0 where the CPU computes
     * @throws IllegalStateException if the derainer is closed, or its device failed
     */
    public double copyBytesPerSecond() {
        return runners.ask(Backend::copyBytesPerSecond);
    }
}
