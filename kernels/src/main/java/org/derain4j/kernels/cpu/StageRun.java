package org.derain4j.kernels.cpu;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.derain4j.kernels.backend.Cancellation;

/**
 * One run through some stages. Pieces are handed out in order, whatever their stage, so a thread that has done its last piece
 * of one stage goes on with the next as soon as that may begin; nobody goes to sleep between two stages.
 *
 * <p>The first failure, a cancellation or any other, ends the run: every thread that asks by {@link #check} leaves its piece.
 */
final class StageRun implements Cancellation {

    /** A wait begins with so many pauses, some ten microseconds: mostly the others are about to end. */
    private static final int PAUSES = 1000;

    /** Then the CPU is offered to others, then given up for a while at a time: they may need it to end. */
    private static final int YIELDS = 100;
    private static final long REST_NANOS = 50_000;

    private final Stage[] stages;
    private final Cancellation cancellation;

    /** The first piece's number, by stage; one more for the end. */
    private final int[] starts;

    private final AtomicInteger next = new AtomicInteger();

    /** Pieces done, by stage. */
    private final AtomicIntegerArray done;

    /** Pieces that are done without a thread of this run: what has not ended yet. */
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

    /** What ended the run early; null while nothing has. */
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** How a thread leaves its piece when the run has ended; nobody sees it. */
    private static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1;
        private static final Ended BEFORE = new Ended();

        private Ended() {
            super("the run has ended", null, false, false);
        }
    }

    /**
     * A run that has not begun.
     *
     * @param cancellation may end it early
     */
    StageRun(List<? extends Stage> stages, Cancellation cancellation) {
        this.cancellation = cancellation;
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

    /** Ends the run early, unless it has ended: who asks in the midst of a piece leaves it, and no other is begun. */
    void fail(Throwable why) {
        failure.compareAndSet(null, why);
    }

    /** What has ended the run early, or null. */
    Throwable failure() {
        return failure.get();
    }

    /** Asked by every thread of the run. */
    @Override
    public void check() {
        if (failure.get() != null) {
            throw Ended.BEFORE;
        }
        cancellation.check();
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
                check();
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
            fail(e);
            throw e;
        }
    }

    private void whenDone(CompletableFuture<Void> rest, int stage) {
        CompletableFuture<Void> told = rest.handle((nothing, problem) -> {
            if (problem == null) {
                done.incrementAndGet(stage);
            } else {
                fail(problem instanceof CompletionException wrapped ? wrapped.getCause() : problem);
            }
            return null;
        });
        underWay.add(told);
        told.thenRun(() -> underWay.remove(told));
    }

    /** Waits for what goes on without a thread of this run, since it uses the maps; when all threads have ended theirs. */
    void settle() {
        for (CompletableFuture<Void> rest : underWay) {
            rest.join();
        }
    }

    /** Waits until so many stages are done; returns how many are known to be. */
    private int await(int known, int wanted, IntConsumer listener) {
        int finished = known;
        for (; finished < wanted; finished++) {
            for (int round = 0; done.get(finished) < starts[finished + 1] - starts[finished]; round++) {
                check();
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
