package org.derain4j.vision.models;

/**
 * How models are run.
 *
 * @param threads of one operation, at least 1
 * @param gpu     by CUDA, which must be there then; else on the CPU
 */
public record RunOptions(int threads, boolean gpu) {

    /** Refuses fewer than one thread. */
    public RunOptions {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads; give at least 1");
        }
    }
}
