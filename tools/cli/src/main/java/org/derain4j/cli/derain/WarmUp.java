package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.util.concurrent.CancellationException;
import org.derain4j.engine.Derainer;

/**
 * Lets the JVM compile the kernels on a tiny picture while the first real one is being read. Met for the first time in a large
 * picture, every kernel keeps all threads in interpreted code, where each vector is an object, until its compiled code
 * comes.
 */
final class WarmUp implements AutoCloseable {

    /** The smallest side whose quarter, too, takes the kernels that large pictures take. */
    private static final int SIDE = 16;

    private final Thread thread;
    private volatile boolean closed;

    /** Begins. */
    WarmUp(Derainer derainer) {
        thread = Thread.ofPlatform().daemon().name("derain-warm-up").start(() -> run(derainer));
    }

    private void run(Derainer derainer) {
        try {
            derainer.derain(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR), (_, _) -> !closed);
        } catch (CancellationException e) {
            // closed before it was done
        } catch (RuntimeException | Error e) {
            // The real picture fails in the same way, and that is reported.
        }
    }

    /** Waits until it is done, or this thread is interrupted: a picture that starts in between is merely slower. */
    void await() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it after the step that is running. */
    @Override
    public void close() {
        closed = true;
        await();
    }
}
