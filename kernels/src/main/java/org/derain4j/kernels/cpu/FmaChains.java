package org.derain4j.kernels.cpu;

/** Multiply-adds that never wait for memory, to measure what a machine can do at most. */
public interface FmaChains {

    /** Floating-point operations of a call: two for a multiply-add. */
    long flop();

    /** Runs the chains that often; what is returned, above zero, is only there to be needed. */
    float run(int calls);
}
