package org.derain4j.kernels.backend;

import org.derain4j.kernels.program.Step;

/** Hears how far a run has come. */
@FunctionalInterface
public interface StepListener {

    /** Does not listen. */
    StepListener NONE = (done, total) -> {
    };

    /**
     * Called on the running thread after every step; steps that run together in {@link Step.Bands} count one by one, told of
     * evenly while they run. An exception thrown here stops the run and reaches its caller; the
     * executable stays usable.
     *
     * @param done  steps finished, from 1
     * @param total steps of the program
     */
    void finished(int done, int total);
}
