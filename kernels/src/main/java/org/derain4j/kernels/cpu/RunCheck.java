package org.derain4j.kernels.cpu;

import org.derain4j.kernels.backend.Cancellation;

/**
 * What kernels ask in the midst of a piece: whether the run that it belongs to is to end. Kernels are prepared before there is
 * any run, so each executable has one of these, and every run takes its place in it.
 */
public final class RunCheck implements Cancellation {

    /** Seen by the threads of the run because they get their work after it is set. */
    private Cancellation run = NONE;

    /** A check of no run. */
    public RunCheck() {}

    /** From now on, of that run; {@link #NONE} between two. */
    void of(Cancellation next) {
        run = next;
    }

    @Override
    public void check() {
        run.check();
    }
}
