package org.derain4j.web.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Takes pictures, has the network work on one at a time, in the order in which they came, and keeps the results for a while. */
public final class JobQueue implements AutoCloseable {

    /** Begins; opens the default model and warms it up in the background. */
    public JobQueue(Engines engines, Limits limits) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A new name in the queue's own folder, which only this user can read and which is removed in the end. */
    public Path newUpload() throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes an order, or deletes its upload and refuses it.
     *
     * @throws RefusedException if the queue is full or ends, the model unknown, the strength out of range, or the file by its first
     *                          bytes is no picture
     */
    public Job submit(Order order) throws RefusedException {
        throw new UnsupportedOperationException();
    }

    /** The job of that id, unless it was removed. */
    public Optional<Job> find(String id) {
        throw new UnsupportedOperationException();
    }

    /** Cancels it if it runs, and forgets it and its files. */
    public void remove(Job job) {
        throw new UnsupportedOperationException();
    }

    /** Counters for {@code /metrics}: name with labels to value. */
    public Map<String, Double> counters() {
        throw new UnsupportedOperationException();
    }

    /** Takes no more, fails those that wait, lets the one in work end within that time or cancels it, and removes all files. */
    public void close(Duration grace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
