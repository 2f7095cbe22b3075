package org.derain4j.engine;

import java.util.concurrent.locks.LockSupport;

/**
 * How long threads of this JVM got no core, or were stopped by a collection of garbage: a thread that sleeps a millisecond at a
 * time and adds up how much later it wakes. It is woken as soon as a core is free for it, so work of this JVM's own that does not
 * look up for a while is none.
 */
final class Starvation implements AutoCloseable {

    private static final long SLEEP = 1_000_000;

    private final Thread sleeper = new Thread(this::sleep, "starvation");
    private volatile boolean closed;

    /** Of the sleeps that are over; and when the one that lasts began. */
    private long late;
    private long begin = System.nanoTime();

    Starvation() {
        sleeper.setDaemon(true);
        sleeper.start();
    }

    private void sleep() {
        while (!closed) {
            LockSupport.parkNanos(SLEEP);
            wake();
        }
    }

    private synchronized void wake() {
        late += lost();
        begin = System.nanoTime();
    }

    /** Nanoseconds that have been lost; of two, the second minus the first is what was between them. */
    synchronized long nanos() {
        return late + lost();
    }

    /** Of the sleep that lasts; no timer is exact. */
    private long lost() {
        long nanos = System.nanoTime() - begin;
        return nanos < 2 * SLEEP ? 0 : nanos - SLEEP;
    }

    @Override
    public void close() {
        closed = true;
    }
}
