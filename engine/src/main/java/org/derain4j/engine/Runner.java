package org.derain4j.engine;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.derain4j.engine.plan.Plan;
import org.derain4j.engine.plan.Planner;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.backend.StepListener;

/**
 * A model on one backend, prepared for one size of picture at a time: the plan and the working memory of the last size are
 * kept for the next picture of that size. Not thread-safe, but for {@link #room} and {@link #heldBytes}.
 */
final class Runner implements AutoCloseable {

    private final Model model;
    private final Backend backend;
    private Planned prepared;
    private Executable executable;

    /** What the executable takes of this process's memory. */
    private volatile long heldBytes;

    /** The two plans that were made last: a picture's memory is asked for before it is run, maybe while another one is. */
    private volatile List<Planned> recent = List.of();

    /** A plan without taps, for which size, and what it takes. */
    private record Planned(int rows, int columns, Plan plan, Room room) {

        boolean isFor(int height, int width) {
            return rows == height && columns == width;
        }
    }

    /** For a backend, which is closed with the runner. */
    Runner(Model model, Backend backend) {
        this.model = model;
        this.backend = backend;
    }

    Backend backend() {
        return backend;
    }

    private Planned plan(int rows, int columns) {
        for (Planned known : recent) {
            if (known.isFor(rows, columns)) {
                return known;
            }
        }
        Plan plan = Planner.plan(model.graph(), rows, columns, Set.of(model.graph().output()), backend.bands());
        Planned planned = new Planned(rows, columns, plan, room(plan));
        keep(planned);
        return planned;
    }

    private synchronized void keep(Planned planned) {
        recent = recent.isEmpty() ? List.of(planned) : List.of(planned, recent.getFirst());
    }

    /** What that size takes when prepared; from any thread. */
    Room room(int rows, int columns) {
        return plan(rows, columns).room();
    }

    /** What a plan takes when prepared; from any thread. */
    Room room(Plan plan) {
        return backend.room(plan.program(), model.weights());
    }

    /** What is prepared takes of this process's memory, until another size is; from any thread. */
    long heldBytes() {
        return heldBytes;
    }

    /** From pixels to the network's result. */
    void run(PixelSource from, Padding padding, PixelSink to, StepListener listener) {
        int rows = padding.paddedHeight();
        int columns = padding.paddedWidth();
        if (executable == null || !prepared.isFor(rows, columns)) {
            release(); // the old maps go before the new ones come
            prepared = plan(rows, columns);
            executable = backend.prepare(prepared.plan().program(), model.weights());
            heldBytes = prepared.room().hostBytes();
        }
        Plan plan = prepared.plan();
        Transfer transfer = new Transfer(padding);
        transfer.in(from, executable, plan.input());
        executable.run(listener);
        transfer.out(executable, plan.kept().get(model.graph().output()), to);
    }

    /** Something else with a plan of its own, whose input is filled; nothing is kept. */
    <T> T once(Plan plan, PixelSource from, Padding padding, BiFunction<Plan, Executable, T> work) {
        release();
        try (Executable own = backend.prepare(plan.program(), model.weights())) {
            new Transfer(padding).in(from, own, plan.input());
            return work.apply(plan, own);
        }
    }

    /** Gives up what is prepared. */
    void release() {
        if (executable != null) {
            executable.close();
            executable = null;
            heldBytes = 0;
        }
    }

    @Override
    public void close() {
        release();
        backend.close();
    }
}
