package org.derain4j.kernels.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An explicit number of threads: the caller and a private pool of daemons that sleep when idle. Tasks are handed out one
 * by one, so their order and the thread that runs one are left to chance: a task writes only what is its own.
 */
public final class Workers implements AutoCloseable {

    private static final int BANDS_PER_THREAD = 6;

    private final int threads;
    private final ExecutorService pool;

    /**
     * Starts nothing yet; threads come with the first work.
     *
     * @throws IllegalArgumentException if threads is below 1
     */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
        }
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        this.pool = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, work -> {
            Thread thread = new Thread(work, "derain4j-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * How many rows to hand out at a time: few enough that all threads end together.
     *
     * @param rows   of the whole result
     * @param strips that each band of rows is cut into
     * @param most   rows of a band
     * @return at least 1
     */
    public int bandRows(int rows, int strips, int most) {
        return Math.clamp((long) rows * strips / (threads * BANDS_PER_THREAD), 1, most);
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

    /**
     * Runs tasks 0 to count - 1 and returns when all are done. The first failure, errors included, is thrown as it is, after
     * all threads have stopped.
     */
    public void run(int count, Task task) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> helpers = new ArrayList<>();
        Throwable failure = null;
        try {
            for (int worker = 1; worker < Math.min(threads, count); worker++) {
                int number = worker;
                helpers.add(pool.submit(() -> drain(next, count, task, number)));
            }
            drain(next, count, task, 0);
        } catch (RuntimeException | Error e) {
            failure = e;
            next.set(count);
        }
        for (Future<?> helper : helpers) {
            Throwable other = join(helper);
            failure = failure == null ? other : failure;
        }
        switch (failure) {
            case null -> {
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static void drain(AtomicInteger next, int count, Task task, int worker) {
        for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
            try {
                task.run(index, worker);
            } catch (RuntimeException | Error e) {
                next.set(count);
                throw e;
            }
        }
    }

    /** Waits however often it is interrupted: the maps are in use until the last thread is done. */
    private static Throwable join(Future<?> helper) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    helper.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the pool. Idempotent. */
    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
