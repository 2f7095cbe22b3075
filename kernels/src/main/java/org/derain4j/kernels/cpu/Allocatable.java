package org.derain4j.kernels.cpu;

/** Arrays whose size is known before they are there. */
public interface Allocatable {

    /** What the arrays take, whether they are there or not. */
    long bytes();

    /** Makes the arrays. Those that are there stay. */
    void allocate();
}
