package org.derain4j.kernels.backend;

import java.util.concurrent.CancellationException;

/**
 * Whether something that takes long is to end early. It is asked every few milliseconds, by every thread that works on it, so it
 * must be cheap and thread-safe.
 */
@FunctionalInterface
public interface Cancellation {

    /** Never asked for. */
    Cancellation NONE = () -> {
    };

    /**
     * Returns if the work is to go on.
     *
     * @throws CancellationException if it is to end; all its threads stop at the next such call, and this reaches the caller
     */
    void check();
}
