package org.derain4j.bench.peers;

import org.derain4j.onnx.Recurrence;

/** A library that computes networks. */
interface Peer {

    /** Name, version and what it was built with, in a few words. */
    String describe();

    /**
     * Builds the work, with its weights, and puts the input in place.
     *
     * @param work    what to compute
     * @param form    how conv-LSTMs are computed
     * @param threads to work with
     * @param input   height x width x channels values
     * @return ready to run; closed by the caller
     */
    Prepared prepare(Work work, Recurrence form, int threads, float[] input);

    /** Work that is ready. Not thread-safe; prepared and run on one thread. */
    interface Prepared extends AutoCloseable {

        /** Computes once, from the input in the library's favourite layout to a result in its own memory. */
        void run();

        /** The last result, height x width x channels values. */
        float[] output();

        @Override
        void close();
    }
}
