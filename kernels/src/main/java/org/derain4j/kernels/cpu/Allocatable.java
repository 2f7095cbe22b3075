package org.derain4j.kernels.cpu;

import org.derain4j.kernels.backend.Cancellation;

/** Arrays whose size is known before they are there. */
public interface Allocatable {

    /** What the arrays take, whether they are there or not. */
    long bytes();

    /**
     * Makes the arrays. Those that are there stay.
     *
     * @param cancellation asked before each, which takes some milliseconds
     */
    void allocate(Cancellation cancellation);
}
