package org.derain4j.kernels.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.derain4j.kernels.backend.Cancellation;

/**
 * An explicit number of threads: the caller and a private pool of daemons that sleep when there is no run. Pieces are handed
 * out one by one, so the thread that does one is left to chance: a piece writes only what is its own.
 */
public final class Workers implements AutoCloseable {

    /** No machine of today does more by more. */
    public static final int MOST_THREADS = 1024;

    /** Name of the system property that says how many processors there are, for tests and comparisons. */
    public static final String PROCESSORS = "derain4j.processors";

    private final int threads;
    private final Daemons daemons = new Daemons("derain4j-");
    private final ExecutorService pool;

    /**
     * Starts nothing yet; threads come with the first work.
     *
     * @throws IllegalArgumentException if threads is not 1 to {@link #MOST_THREADS}
     */
    public Workers(int threads) {
        require(threads);
        this.threads = threads;
        this.pool = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, daemons.factory());
    }

    private static void require(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads is " + threads + "; give 1 to " + MOST_THREADS);
        }
    }

    /**
     * How many threads are of use where so many are asked for: one a processor. The pieces of a run wait for each other, so one
     * more thread, which waits for a processor with a piece in hand, keeps all others waiting.
     *
     * @throws IllegalArgumentException if asked is not 1 to {@link #MOST_THREADS}
     */
    public static int ofUse(int asked) {
        require(asked);
        return Math.min(asked, Integer.getInteger(PROCESSORS, Runtime.getRuntime().availableProcessors()));
    }

    /** One piece of work. */
    @FunctionalInterface
    public interface Task {

        /**
         * Does the piece.
         *
         * @param index  which piece
         * @param worker 0 to threads - 1; two pieces that run at the same time have different workers
         */
        void run(int index, int worker);
    }

    public int threads() {
        return threads;
    }

    /** Runs tasks 0 to count - 1 and returns when all are done; see {@link #run(List, IntConsumer)}. */
    public void run(int count, Task task) {
        run(List.of(Stage.of(count, task)), stage -> {
        });
    }

    /**
     * Runs stages one after the other and returns when all are done. The first failure, errors included, is thrown as it is,
     * after all threads have stopped.
     *
     * @param listener hears the number of every stage that is done, in order, on the calling thread; what it throws ends the
     *                 run like any other failure
     */
    public void run(List<? extends Stage> stages, IntConsumer listener) {
        run(new StageRun(stages, Cancellation.NONE), listener);
    }

    /** The same for a run that may be ended early. */
    void run(StageRun run, IntConsumer listener) {
        List<Future<?>> helpers = new ArrayList<>();
        try {
            for (int worker = 1; worker < Math.min(threads, run.pieces()); worker++) {
                int number = worker;
                helpers.add(pool.submit(() -> run.work(number, null)));
            }
            run.work(0, listener);
        } catch (Throwable e) { // of any kind: a listener in another language may throw what it does not declare
            run.fail(e);
            if (run.failure() == e) {
                throw e;
            }
        } finally {
            helpers.forEach(Workers::join);
            run.settle();
        }
        switch (run.failure()) {
            case null -> {
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Waits however often it is interrupted: the maps are in use until the last thread is done. */
    private static void join(Future<?> helper) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    helper.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return; // the run knows why
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the pool, and returns when its threads have ended, however often it is interrupted. Idempotent. */
    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
            daemons.awaitEnd();
        }
    }
}
