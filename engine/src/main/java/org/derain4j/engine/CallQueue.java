package org.derain4j.engine;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.derain4j.kernels.backend.Cancellation;

/**
 * Takes the calls to a derainer one after the other, in the order in which they came. Ends them early where their thread is
 * interrupted or the derainer is closed, and gives its working memory up when asked to, or when no call has come for a while.
 */
final class CallQueue {

    private final ReentrantLock turn = new ReentrantLock(true);

    /** Gives up the working memory; in turn. */
    private final Runnable release;

    /** Null where memory is kept until the next call. */
    private final IdleTimer timer;

    /** Set once and for all, out of turn: it ends the call in hand. */
    private volatile boolean closing;

    /** Whether all has been freed; in turn. */
    private boolean freed;

    /** Whether memory is to be given up by whoever has the turn, before or after he leaves it. */
    private volatile boolean trimming;

    /**
     * A queue without calls.
     *
     * @param release gives up the working memory
     * @param idle    without a call, after which that is done; null for never
     */
    CallQueue(Runnable release, Duration idle) {
        this.release = release;
        this.timer = idle == null ? null : new IdleTimer(idle, this::trimIfIdle);
    }

    /**
     * Does something when it is this call's turn. A call from within a call would overwrite the maps in use. Where memory runs
     * out, all that is held is given up.
     *
     * @param work is given what ends it early
     * @throws CancellationException if the calling thread is interrupted, waiting or working, or the derainer is closed
     *                               while it works
     * @throws IllegalStateException if the derainer is closed before, or this comes from within a call
     */
    <T> T run(Function<Cancellation, T> work) {
        requireNoCall();
        Thread caller = Thread.currentThread();
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            caller.interrupt();
            throw Interrupts.cancelled();
        }
        try {
            requireOpen();
            return work.apply(() -> {
                if (closing) {
                    throw new CancellationException("the derainer was closed");
                }
                Interrupts.check(caller);
            });
        } catch (OutOfMemoryError e) {
            release.run();
            throw e;
        } finally {
            leave();
        }
    }

    private void requireNoCall() {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a progress listener called its own derainer; let the listener return first");
        }
    }

    private void requireOpen() {
        if (closing) {
            throw new IllegalStateException("this derainer is closed");
        }
    }

    private void leave() {
        try {
            releaseIfAsked();
            if (timer != null && !closing) {
                timer.restart();
            }
        } finally {
            turn.unlock();
        }
        trimIfFree(); // asked for between the two
    }

    /** In turn. */
    private void releaseIfAsked() {
        if (trimming) {
            trimming = false;
            release.run();
        }
    }

    /** Gives up the working memory: now if there is no call, else when the one in hand ends. Never waits. */
    void trim() {
        trimming = true;
        if (!turn.isHeldByCurrentThread()) {
            trimIfFree();
        }
    }

    /** Whoever has the turn asks again after he has left it, so that nothing is forgotten. */
    private void trimIfFree() {
        while (trimming && turn.tryLock()) {
            try {
                releaseIfAsked();
            } finally {
                turn.unlock();
            }
        }
    }

    /** The same where no call is in hand and none waits: one that does has not been idle, and its end is told to the timer. */
    private void trimIfIdle() {
        runIfFree(release);
    }

    /**
     * Does something in turn if no call is in hand and none waits. Never waits.
     *
     * @throws IllegalStateException if this comes from within a call
     */
    void runIfFree(Runnable work) {
        requireNoCall();
        if (!turn.hasQueuedThreads() && turn.tryLock()) {
            try {
                work.run();
            } finally {
                turn.unlock();
            }
            trimIfFree(); // asked for meanwhile
        }
    }

    /**
     * Ends the call in hand, then frees all. Returns when that is done, whoever began it, however often it is interrupted.
     *
     * @param free frees all; it comes once
     * @throws IllegalStateException if this comes from within a call
     */
    void close(Runnable free) {
        requireNoCall();
        closing = true;
        turn.lock();
        try {
            if (!freed) {
                freed = true;
                if (timer != null) {
                    timer.stop();
                }
                free.run();
            }
        } finally {
            turn.unlock();
        }
    }
}
