package org.derain4j.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Value;
import org.derain4j.engine.plan.BandPolicy;
import org.derain4j.engine.plan.Layer;
import org.derain4j.engine.plan.Plan;
import org.derain4j.engine.plan.Planner;
import org.derain4j.kernels.Backend;
import org.derain4j.kernels.Executable;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.StepListener;

/**
 * A model on a backend, prepared for one size of picture at a time: the plan and the working memory of the last size are kept
 * for the next picture of that size. Not thread-safe, but for {@link #bytes}.
 */
final class PreparedNetwork implements AutoCloseable {

    private final Model model;
    private final Backend backend;
    private Planned prepared;
    private Executable executable;
    private boolean closed;

    /** The plan that was made last: a picture's memory is asked for just before it is run. */
    private volatile Planned last;

    /** A plan without taps, and for which size. */
    private record Planned(int height, int width, Plan plan) {
        boolean isFor(int rows, int columns) {
            return height == rows && width == columns;
        }
    }

    PreparedNetwork(Model model, Backend backend) {
        this.model = model;
        this.backend = backend;
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

    /** What that size would take when prepared; from any thread. */
    long bytes(int rows, int columns) {
        return backend.bytes(plan(rows, columns).plan().program(), model.filters());
    }

    /** The backend's own. */
    double ceiling(int threads) {
        requireOpen();
        return backend.ceiling(threads);
    }

    /** From pixels to the network's result; both sides are multiples of 4. */
    float[] run(float[] bgr, int rows, int columns, StepListener listener) {
        prepare(rows, columns);
        executable.write(prepared.plan().input(), bgr);
        executable.run(listener);
        return executable.read(prepared.plan().kept().get(model.graph().output()));
    }

    /** A run of its own without bands, so that each step is there by itself: how long it took. */
    List<LayerTime> times(float[] bgr, int rows, int columns) {
        requireOpen();
        Plan single = Planner.plan(model.graph(), rows, columns, Set.of(model.graph().output()), BandPolicy.NONE);
        List<Layer> layers = Layer.of(single.program());
        List<LayerTime> times = new ArrayList<>();
        try (Executable run = backend.prepare(single.program(), model.filters())) {
            run.write(single.input(), bgr);
            long[] last = {System.nanoTime()};
            run.run((done, total) -> {
                long now = System.nanoTime();
                Layer layer = layers.get(done - 1);
                times.add(new LayerTime(layer.kind(), layer.multiplyAdds(), (now - last[0]) / 1e9));
                last[0] = now;
            });
        }
        return times;
    }

    /** A run of its own that keeps some maps. */
    Map<String, Tap> taps(float[] bgr, int rows, int columns, Set<Value> kept) {
        requireOpen();
        Graph graph = model.graph();
        Plan tapped = Planner.plan(graph, rows, columns, kept);
        try (Executable run = backend.prepare(tapped.program(), model.filters())) {
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
        requireOpen();
        if (executable != null && prepared.isFor(rows, columns)) {
            return;
        }
        release(); // the old maps go before the new ones come
        prepared = plan(rows, columns);
        executable = backend.prepare(prepared.plan().program(), model.filters());
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
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release();
            backend.close();
        }
    }
}
