package org.derain4j.kernels.cpu;

import java.util.Arrays;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that keep nothing of the one that happens to need them first, which may be of an application that is gone long before
 * they are: neither its context class loader nor what it would have them inherit. Nor do they keep this, as who makes them is
 * Java's own: threads of a pool that nobody closed live on, and would keep all of the library's classes.
 */
final class Daemons {

    private final String prefix;
    private final ThreadGroup group;
    private final ThreadFactory factory;

    /** Threads of that name, and a number. */
    Daemons(String prefix) {
        this.prefix = prefix;
        group = new ThreadGroup(prefix);
        factory = Thread.ofPlatform().group(group).daemon().name(prefix, 1).inheritInheritableThreadLocals(false)
                .factory();
    }

    ThreadFactory factory() {
        return factory;
    }

    /** Returns when all are gone, however often it is interrupted: a pool that is terminated has some for a moment still. */
    void awaitEnd() {
        boolean interrupted = false;
        for (Thread thread = any(); thread != null; thread = any()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One that lives; null if none does. By their names, as what their work has started is of the same group: threads of Java's
     * common pool, say, which stay.
     */
    private Thread any() {
        Thread[] living;
        int count;
        do { // what an array has no place for is left out
            living = new Thread[group.activeCount() + 1];
            count = group.enumerate(living, false);
        } while (count == living.length);
        return Arrays.stream(living, 0, count).filter(thread -> thread.getName().startsWith(prefix)).findAny()
                .orElse(null);
    }
}
