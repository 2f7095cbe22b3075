package org.derain4j.web.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.derain4j.web.jobs.Job;

/** Who watches which job. Work that somebody has watched and nobody does any more, since the page was closed, is cancelled. */
final class Audience {

    private final Duration patience;
    private final Map<Job, Seats> seats = new HashMap<>();

    /** Of a job: how many watch, and since when nobody does. */
    private static final class Seats {

        private int taken;
        private long emptySince;
    }

    /**
     * With patience for a page that is loaded again.
     *
     * @param patience that nobody watches
     */
    Audience(Duration patience) {
        this.patience = patience;
    }

    synchronized void came(Job job) {
        seats.computeIfAbsent(job, _ -> new Seats()).taken++;
    }

    synchronized void left(Job job) {
        Seats left = seats.get(job);
        left.taken--;
        left.emptySince = System.nanoTime();
    }

    /** How many watch. */
    synchronized int size() {
        return seats.values().stream().mapToInt(seat -> seat.taken).sum();
    }

    /** To be called now and then. */
    synchronized void sweep() {
        long now = System.nanoTime();
        seats.entrySet().removeIf(entry -> {
            Job job = entry.getKey();
            Seats seat = entry.getValue();
            boolean over = seat.taken == 0
                    && (job.state().isFinal() || now - seat.emptySince > patience.toNanos());
            if (over) {
                job.cancel(); // which is nothing to one that has ended
            }
            return over;
        });
    }
}
