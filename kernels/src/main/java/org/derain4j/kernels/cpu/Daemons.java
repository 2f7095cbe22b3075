package org.derain4j.kernels.cpu;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that keep nothing of the one that happens to need them first, which may be of an application that is gone long before
 * they are: neither its context class loader nor what it would have them inherit.
 */
final class Daemons implements ThreadFactory {

    private final ThreadFactory factory;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** Threads of that name, and a number. */
    Daemons(String prefix) {
        factory = Thread.ofPlatform().daemon().name(prefix, 1).inheritInheritableThreadLocals(false).factory();
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = factory.newThread(work);
        threads.add(thread);
        return thread;
    }

    /** Returns when all are gone, however often it is interrupted: a pool that is terminated has some for a moment still. */
    void awaitEnd() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
