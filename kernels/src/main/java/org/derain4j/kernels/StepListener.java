package org.derain4j.kernels;

/** Hears how far a run has come. */
@FunctionalInterface
public interface StepListener {

    /** Does not listen. */
    StepListener NONE = (done, total) -> {
    };

    /**
     * Called on the running thread after every step. An exception thrown here stops the run and reaches its caller; the
     * executable stays usable.
     *
     * @param done  steps finished, from 1
     * @param total steps of the program
     */
    void finished(int done, int total);
}
