package org.derain4j.engine;

import java.util.concurrent.CancellationException;

/** Interrupts of calling threads: their status is asked for and never taken, so that whoever is above sees it, too. */
final class Interrupts {

    private Interrupts() {}

    /**
     * Asked on the calling thread, between parts of what takes long.
     *
     * @throws CancellationException if it is interrupted
     */
    static void check() {
        check(Thread.currentThread());
    }

    /** The same of another thread, by those that work for it. */
    static void check(Thread caller) {
        if (caller.isInterrupted()) {
            throw cancelled();
        }
    }

    static CancellationException cancelled() {
        return new CancellationException("the calling thread was interrupted");
    }
}
