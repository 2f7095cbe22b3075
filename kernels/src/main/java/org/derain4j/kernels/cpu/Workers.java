package org.derain4j.kernels.cpu;

import java.util.concurrent.CancellationException;
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

    /** Runs tasks 0 to count - 1 and returns when all are done; the first failure is thrown after all threads stopped. */
    public void run(int count, Task task) {
        AtomicInteger next = new AtomicInteger();
        int helpers = Math.min(threads, count) - 1;
        Future<?>[] futures = new Future<?>[Math.max(helpers, 0)];
        for (int i = 0; i < futures.length; i++) {
            int worker = i + 1;
            futures[i] = pool.submit(() -> drain(next, count, task, worker));
        }
        RuntimeException failure = null;
        try {
            drain(next, count, task, 0);
        } catch (RuntimeException e) {
            failure = e;
            next.set(count);
        }
        for (Future<?> future : futures) {
            failure = join(future, failure);
        }
        if (failure != null) {
            throw failure;
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
    private static RuntimeException join(Future<?> future, RuntimeException failure) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return failure;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (CancellationException e) {
                    return failure == null ? e : failure;
                } catch (ExecutionException e) {
                    return failure == null ? new IllegalStateException(e.getCause().toString(), e.getCause()) : failure;
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
