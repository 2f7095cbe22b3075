package org.derain4j.kernels.cpu;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * One run through some stages. Pieces are handed out in order, whatever their stage, so a thread that has done its last piece
 * of one stage goes on with the next as soon as that may begin; nobody goes to sleep between two stages.
 */
final class StageRun {

    /** A wait begins with so many pauses, some ten microseconds: mostly the others are about to end. */
    private static final int PAUSES = 1000;

    /** Then the CPU is offered to others, then given up for a while at a time: they may need it to end. */
    private static final int YIELDS = 100;
    private static final long REST_NANOS = 50_000;

    private final Stage[] stages;

    /** The first piece's number, by stage; one more for the end. */
    private final int[] starts;

    private final AtomicInteger next = new AtomicInteger();

    /** Pieces done, by stage. */
    private final AtomicIntegerArray done;

    private volatile boolean stopped;

    /** Pieces that are done without a thread of this run: what has not ended yet. */
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

    /** What ended such a piece early; null while nothing has. */
    private volatile Throwable failure;

    StageRun(List<? extends Stage> stages) {
        this.stages = stages.toArray(Stage[]::new);
        this.starts = new int[this.stages.length + 1];
        for (int stage = 0; stage < this.stages.length; stage++) {
            starts[stage + 1] = Math.addExact(starts[stage], this.stages[stage].pieces());
        }
        this.done = new AtomicIntegerArray(this.stages.length);
    }

    int pieces() {
        return starts[stages.length];
    }

    /** Ends the run early: pieces in hand are finished, no other is begun. */
    void stop() {
        stopped = true;
    }

    /**
     * Takes part until no piece is left, and waits for all stages to be done if asked to listen.
     *
     * @param worker   number of this thread
     * @param listener hears of every stage that is done, in order; or null
     */
    void work(int worker, IntConsumer listener) {
        try {
            int stage = 0;
            int finished = 0;
            for (int piece = next.getAndIncrement(); piece < pieces(); piece = next.getAndIncrement()) {
                while (piece >= starts[stage + 1]) {
                    stage++;
                }
                finished = await(finished, stages[stage].overlaps() ? stage - 1 : stage, listener);
                if (stopped) {
                    return;
                }
                CompletableFuture<Void> rest = stages[stage].begin(piece - starts[stage], worker);
                if (rest == null) {
                    done.incrementAndGet(stage);
                } else {
                    whenDone(rest, stage);
                }
            }
            if (listener != null) {
                await(finished, stages.length, listener);
            }
        } catch (Throwable e) { // of any kind, or the other threads would wait for ever
            stop();
            throw e;
        }
    }

    private void whenDone(CompletableFuture<Void> rest, int stage) {
        CompletableFuture<Void> told = rest.handle((nothing, problem) -> {
            if (problem == null) {
                done.incrementAndGet(stage);
            } else {
                failure = problem instanceof CompletionException wrapped ? wrapped.getCause() : problem;
                stop();
            }
            return null;
        });
        underWay.add(told);
        told.thenRun(() -> underWay.remove(told));
    }

    /** Waits for what goes on without a thread of this run, since it uses the maps; when all threads have ended theirs. */
    Throwable settle() {
        for (CompletableFuture<Void> rest : underWay) {
            rest.join();
        }
        return failure;
    }

    /** Waits until so many stages are done; returns how many are known to be. */
    private int await(int known, int wanted, IntConsumer listener) {
        int finished = known;
        for (; finished < wanted; finished++) {
            for (int round = 0; done.get(finished) < starts[finished + 1] - starts[finished]; round++) {
                if (stopped) {
                    return finished;
                }
                rest(round);
            }
            if (listener != null) {
                listener.accept(finished);
            }
        }
        return finished;
    }

    private static void rest(int round) {
        if (round < PAUSES) {
            Thread.onSpinWait();
        } else if (round < PAUSES + YIELDS) {
            Thread.yield();
        } else {
            boolean interrupted = Thread.interrupted(); // then there would be no rest
            LockSupport.parkNanos(REST_NANOS);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
