package org.derain4j.web.jobs;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Tells one who watches a job of its states, in their order, on a thread that is there only while there is something to tell: a
 * watcher that is slow, or fails, concerns nobody else. To a slow one, of several places in the queue, or several parts that are
 * done, only the newest is told.
 */
final class Watcher implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Watcher.class.getName());

    private final Consumer<JobState> consumer;
    private final Deque<JobState> pending = new ArrayDeque<>();
    private boolean telling;
    private boolean closed;

    Watcher(Consumer<JobState> consumer) {
        this.consumer = consumer;
    }

    /** Never waits. */
    synchronized void tell(JobState state) {
        if (closed) {
            return;
        }
        if (!pending.isEmpty() && pending.peekLast().getClass() == state.getClass()) {
            pending.removeLast();
        }
        pending.addLast(state);
        if (!telling) {
            telling = true;
            Thread.ofVirtual().name("derain-watcher").start(this::tellPending);
        }
    }

    private void tellPending() {
        for (JobState state = next(); state != null; state = next()) {
            try {
                consumer.accept(state);
            } catch (RuntimeException e) {
                close();
                LOG.log(Level.WARNING, "a watcher of a job has failed, and hears no more", e);
            }
        }
    }

    private synchronized JobState next() {
        JobState state = pending.pollFirst();
        telling = state != null;
        return state;
    }

    /** It hears no more, but for what it is being told. */
    @Override
    public synchronized void close() {
        closed = true;
        pending.clear();
    }
}
