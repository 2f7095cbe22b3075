package org.derain4j.engine;

import java.nio.file.Path;
import org.derain4j.engine.Plans.Planned;
import org.derain4j.engine.plan.Plan;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.backend.StepListener;

/**
 * A model on one backend, prepared for one size of picture at a time: the plan and the working memory of the last size are
 * kept for the next picture of that size. Not thread-safe, but for {@link #plan}, {@link #room} and {@link #heldBytes}.
 */
final class Runner implements AutoCloseable {

    private final Model model;
    private final Backend backend;
    private final Path scratch;
    private final Plans plans;
    private Planned prepared;
    private Executable executable;

    /** What the executable takes of this process's memory. */
    private volatile long heldBytes;

    /**
     * For a backend, which is closed with the runner.
     *
     * @param scratch folder of scratch files, or null to choose one
     */
    Runner(Model model, Backend backend, Path scratch) {
        this.model = model;
        this.backend = backend;
        this.scratch = scratch;
        this.plans = new Plans(model, backend);
    }

    Backend backend() {
        return backend;
    }

    /**
     * The plan for a size; from any thread.
     *
     * @param limit of bytes that it may take when prepared
     */
    Planned plan(int rows, int columns, long limit) {
        return plans.plan(rows, columns, limit);
    }

    /** What a plan takes when prepared; from any thread. */
    Room room(Plan plan) {
        return plans.room(plan);
    }

    /** What is prepared takes of this process's memory, until another size is; from any thread. */
    long heldBytes() {
        return heldBytes;
    }

    /**
     * From pixels to the network's result. A scratch file is gone afterwards, and all memory with it.
     *
     * @param limit of bytes that the plan may take
     * @throws PictureException if the scratch file fails
     */
    void run(PixelSource from, Padding padding, PixelSink to, long limit, StepListener listener,
            Cancellation cancellation) {
        int rows = padding.paddedHeight();
        int columns = padding.paddedWidth();
        try {
            releaseUnlessFor(rows, columns, limit); // the old maps go before the new ones come
            if (executable == null) {
                prepared = plan(rows, columns, limit);
                executable = backend.prepare(prepared.plan().program(), model.weights(), scratch, cancellation);
                heldBytes = prepared.room().hostBytes();
            }
            Plan plan = prepared.plan();
            Transfer transfer = new Transfer(padding, cancellation);
            transfer.in(from, executable, plan.input());
            executable.run(listener, cancellation);
            transfer.out(executable, plan.kept().get(model.graph().output()), to);
        } catch (ScratchException e) {
            throw PictureException.ofRoom(e.getMessage(), e);
        } finally {
            if (prepared != null && prepared.spills()) {
                release();
            }
        }
    }

    /** What is done with a plan of its own. */
    @FunctionalInterface
    interface Work<T> {

        /** Runs what is prepared, unless that is to end early. */
        T run(Plan plan, Executable executable, Cancellation cancellation);
    }

    /** Something else with a plan of its own, whose input is filled, where nothing else is prepared; nothing is kept. */
    <T> T once(Plan plan, PixelSource from, Padding padding, Work<T> work, Cancellation cancellation) {
        try (Executable own = backend.prepare(plan.program(), model.weights(), scratch, cancellation)) {
            new Transfer(padding, cancellation).in(from, own, plan.input());
            return work.run(plan, own, cancellation);
        }
    }

    /** Gives up what is prepared if it is of no use for that size. */
    void releaseUnlessFor(int rows, int columns, long limit) {
        if (executable != null && !prepared.isFor(rows, columns, limit)) {
            release();
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
