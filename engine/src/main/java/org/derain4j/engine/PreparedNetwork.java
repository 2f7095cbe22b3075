package org.derain4j.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Value;
import org.derain4j.engine.plan.Layer;
import org.derain4j.engine.plan.Plan;
import org.derain4j.engine.plan.Planner;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.DeviceException.Reason;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;

/**
 * A model on a backend, prepared for one size of picture at a time: the plan and the working memory of the last size are kept
 * for the next picture of that size. What does not fit a device's memory goes to its stand-in, picture by picture. Not
 * thread-safe, but for {@link #bytes} and {@link #deviceBytes}.
 */
final class PreparedNetwork implements AutoCloseable {

    private final Model model;
    private final Backend backend;
    private final StandIn standIn;
    private Planned prepared;
    private Executable executable;
    private boolean closed;

    /** Why the device is of no use any more; null while it is. */
    private DeviceException loss;

    /** The plan that was made last: a picture's memory is asked for just before it is run. */
    private volatile Planned last;

    /** A plan without taps, and for which size. */
    private record Planned(int height, int width, Plan plan) {

        boolean isFor(int rows, int columns) {
            return height == rows && width == columns;
        }
    }

    /**
     * For a backend, which is closed with the network.
     *
     * @param standIn of a backend that has a device; null to fail where its memory is too small
     */
    PreparedNetwork(Model model, Backend backend, StandIn standIn) {
        this.model = model;
        this.backend = backend;
        this.standIn = standIn;
    }

    private Planned plan(int rows, int columns) {
        Planned planned = last;
        if (planned == null || !planned.isFor(rows, columns)) {
            planned = new Planned(rows, columns,
                    Planner.plan(model.graph(), rows, columns, Set.of(model.graph().output())));
            last = planned;
        }
        return planned;
    }

    /** What that size would take of this process's memory when prepared; from any thread. */
    long bytes(int rows, int columns) {
        Program program = plan(rows, columns).plan().program();
        if (!backend.usesDevice()) {
            return backend.bytes(program, model.weights());
        }
        return standIn == null || fits(program) ? 0 : standIn.bytes(program, model.weights());
    }

    /** What that size would take of a device's memory, whether it has as much or not; from any thread. */
    long deviceBytes(int rows, int columns) {
        return backend.usesDevice() ? backend.bytes(plan(rows, columns).plan().program(), model.weights()) : 0;
    }

    private boolean fits(Program program) {
        try {
            backend.requireRoom(program, model.weights());
            return true;
        } catch (DeviceException e) {
            return false;
        }
    }

    /** The backend's own. */
    double ceiling(int threads) {
        requireOpen();
        return backend.ceiling(threads);
    }

    /** The backend's own. */
    double copyBytesPerSecond() {
        requireOpen();
        return backend.copyBytesPerSecond();
    }

    /** From pixels to the network's result; both sides are multiples of 4. */
    float[] run(float[] bgr, int rows, int columns, StepListener listener) {
        try {
            return attempt(() -> {
                prepare(rows, columns);
                return run(executable, prepared.plan(), bgr, listener);
            });
        } catch (DeviceException e) {
            if (e.reason() != Reason.MEMORY || standIn == null) {
                throw e;
            }
            Plan whole = plan(rows, columns).plan();
            try (Executable other = standIn.prepare(whole.program(), model.weights(), e)) {
                return run(other, whole, bgr, listener);
            }
        }
    }

    /** Where a device fails, what it holds is given up; where it is lost, it is closed for good. */
    private <T> T attempt(Supplier<T> work) {
        requireOpen();
        try {
            return work.get();
        } catch (DeviceException e) {
            release();
            if (e.reason() == Reason.LOST) {
                loss = e;
                backend.close();
            }
            throw e;
        }
    }

    private float[] run(Executable ready, Plan its, float[] bgr, StepListener listener) {
        ready.write(its.input(), bgr);
        ready.run(listener);
        return ready.read(its.kept().get(model.graph().output()));
    }

    /** A run of its own without bands, so that each step is there by itself: how long it took. */
    List<LayerTime> times(float[] bgr, int rows, int columns) {
        return attempt(() -> timed(bgr, rows, columns));
    }

    private List<LayerTime> timed(float[] bgr, int rows, int columns) {
        release();
        Plan single = Planner.plan(model.graph(), rows, columns, Set.of(model.graph().output()), BandPolicy.NONE);
        List<Layer> layers = Layer.of(single.program());
        List<LayerTime> times = new ArrayList<>();
        try (Executable run = backend.prepare(single.program(), model.weights())) {
            run.write(single.input(), bgr);
            double[] seconds = run.times();
            for (int i = 0; i < seconds.length; i++) {
                Layer layer = layers.get(i);
                times.add(new LayerTime(layer.kind(), layer.multiplyAdds(), layer.mapValues(), seconds[i]));
            }
        }
        return times;
    }

    /** The maps that can be kept. */
    List<String> tapNames() {
        return model.graph().nodes().stream().map(Graph.Node::name).filter(name -> !name.endsWith("/concat")).toList();
    }

    /** Maps by name, in the order of the graph. */
    Set<Value> values(Set<String> names) {
        List<String> known = tapNames();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("the network has no map `" + name + "`");
            }
        }
        return known.stream().filter(names::contains).map(name -> model.graph().find(name).orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A run of its own that keeps some maps. */
    Map<String, Tap> taps(float[] bgr, int rows, int columns, Set<Value> kept) {
        return attempt(() -> tapped(bgr, rows, columns, kept));
    }

    private Map<String, Tap> tapped(float[] bgr, int rows, int columns, Set<Value> kept) {
        release();
        Graph graph = model.graph();
        Plan tapped = Planner.plan(graph, rows, columns, kept);
        try (Executable run = backend.prepare(tapped.program(), model.weights())) {
            run.write(tapped.input(), bgr);
            run.run(StepListener.NONE);
            Map<String, Tap> taps = new LinkedHashMap<>();
            tapped.kept().forEach((value, map) -> {
                String name = graph.name(value);
                Shape shape = tapped.program().maps().get(map).shape();
                taps.put(name, new Tap(name, shape.height(), shape.width(), shape.channels(), run.read(map)));
            });
            return taps;
        }
    }

    private void prepare(int rows, int columns) {
        if (executable != null && prepared.isFor(rows, columns)) {
            return;
        }
        release(); // the old maps go before the new ones come
        prepared = plan(rows, columns);
        executable = backend.prepare(prepared.plan().program(), model.weights());
    }

    private void release() {
        if (executable != null) {
            executable.close();
            executable = null;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this derainer is closed");
        }
        if (loss != null) {
            throw new DeviceException(Reason.LOST, loss.getMessage());
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release();
            backend.close();
            if (standIn != null) {
                standIn.close();
            }
        }
    }
}
