package org.derain4j.engine;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells when there has been no call for a while. It has no thread of its own: Java's common timer, a daemon, holds no more than a
 * weak reference to this, so that no process lives on for it; and nothing once this is stopped, so that then no class loader does.
 */
final class IdleTimer {

    /** Some 70 years: what the common timer counts with must not overflow. */
    private static final long MOST_NANOS = Long.MAX_VALUE / 4;

    private final long nanos;
    private final Runnable expired;

    /** Of the last call's end. */
    private long since;

    /** Null while there is nothing to tell. */
    private CompletableFuture<Void> pending;

    private boolean stopped;

    /**
     * A timer that is not started.
     *
     * @param expired is told once for each pause, on a thread of Java's common pool; it must not wait
     */
    IdleTimer(Duration idle, Runnable expired) {
        this.nanos = Math.min(TimeUnit.NANOSECONDS.convert(idle), MOST_NANOS);
        this.expired = expired;
    }

    /** Begins to count anew, at a call's end. */
    synchronized void restart() {
        since = System.nanoTime();
        if (pending == null && !stopped) {
            schedule(nanos);
        }
    }

    /** For good. */
    synchronized void stop() {
        stopped = true;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    /** The common timer's thread, where it is begun here, must not take over the class loader of who calls. */
    private void schedule(long after) {
        Thread caller = Thread.currentThread();
        ClassLoader loader = caller.getContextClassLoader();
        boolean lent = setLoader(caller, null);
        try {
            WeakReference<IdleTimer> self = new WeakReference<>(this);
            pending = new CompletableFuture<Void>().completeOnTimeout(null, after, TimeUnit.NANOSECONDS);
            pending.thenRunAsync(() -> {
                IdleTimer alive = self.get();
                if (alive != null) {
                    alive.expire();
                }
            });
        } finally {
            if (lent) {
                setLoader(caller, loader);
            }
        }
    }

    /** Whether the thread lets it be set: some applications' threads do not, and a result is worth more. */
    private static boolean setLoader(Thread thread, ClassLoader loader) {
        try {
            thread.setContextClassLoader(loader);
            return true;
        } catch (SecurityException e) {
            return false;
        }
    }

    /** Calls that ended meanwhile have put it off. */
    private synchronized void expire() {
        pending = null;
        long left = nanos - (System.nanoTime() - since);
        if (stopped) {
            return;
        }
        if (left > 0) {
            schedule(left);
        } else {
            expired.run();
        }
    }
}
