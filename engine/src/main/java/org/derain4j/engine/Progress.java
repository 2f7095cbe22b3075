package org.derain4j.engine;

/** Hears how far a picture has come, and can stop it; {@link Derainer} shows how a future does. */
@FunctionalInterface
public interface Progress {

    /**
     * Called on the calling thread after every step of the network. It must not call the derainer that calls it.
     * Whatever it throws ends that call and no more, and reaches the caller.
     *
     * @param done  steps finished, from 1
     * @param total steps of the whole call: those of the network, for each tile where the derainer has tiles
     * @return false to cancel: the call then throws {@link java.util.concurrent.CancellationException}
     */
    boolean advanced(int done, int total);
}
