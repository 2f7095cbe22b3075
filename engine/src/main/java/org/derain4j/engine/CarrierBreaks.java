package org.derain4j.engine;

import java.util.concurrent.locks.LockSupport;
import org.derain4j.kernels.backend.StepListener;

/**
 * Where a virtual thread works, its carrier is given to others now and then: it may be the only one, and a picture takes long. By a
 * pause of a moment, after which the thread waits behind who waits already: {@link Thread#yield} goes on with the same thread, and
 * those that wake up meanwhile starve.
 */
final class CarrierBreaks implements StepListener {

    private static final long WORK_NANOS = 20_000_000;
    private static final long MOMENT_NANOS = 1;

    private final StepListener listener;
    private long last = System.nanoTime();

    private CarrierBreaks(StepListener listener) {
        this.listener = listener;
    }

    /** The listener itself, where the calling thread has no carrier. */
    static StepListener around(StepListener listener) {
        return Thread.currentThread().isVirtual() ? new CarrierBreaks(listener) : listener;
    }

    @Override
    public void finished(int done, int total) {
        listener.finished(done, total);
        if (System.nanoTime() - last > WORK_NANOS) {
            LockSupport.parkNanos(MOMENT_NANOS);
            last = System.nanoTime();
        }
    }
}
