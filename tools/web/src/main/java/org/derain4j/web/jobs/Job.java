package org.derain4j.web.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.derain4j.pictures.PictureFormat;

/** A picture on its way. May be used by several threads. */
public final class Job {

    /** Between two parts that are told: more often nobody sees, and each costs a message. */
    private static final long TELLING_NANOS = 50_000_000;

    private final JobQueue queue;
    private final String id;
    private final Order order;
    private final String name;
    private final List<Watcher> watchers = new ArrayList<>();
    private volatile JobState state = new JobState.Queued(0);
    private long toldNanos;

    /** Set once, before the state says that it is there; null again once it is forgotten. */
    private volatile Result result;

    /** What follows is the queue's. When it came, was last asked for after its end, and must have ended. */
    final long came;
    long asked;
    volatile long deadline;
    volatile boolean cancelled;

    Job(JobQueue queue, String id, Order order, long came) {
        this.queue = queue;
        this.id = id;
        this.order = order;
        this.name = Names.shown(order.name());
        this.came = came;
    }

    /**
     * By which the queue finds it.
     *
     * @return random, so that nobody guesses it
     */
    public String id() {
        return id;
    }

    /**
     * What its sender calls the picture.
     *
     * @return one line of harmless characters, never empty
     */
    public String name() {
        return name;
    }

    Order order() {
        return order;
    }

    /**
     * How far it is.
     *
     * @return the state now
     */
    public JobState state() {
        return state;
    }

    /**
     * Tells of the state that it is in, at once, and of each that comes, until it is final; of the parts that are done at most 20 a
     * second. It is told on another thread, which may wait: others are not kept by that, and what has become old meanwhile is left
     * out.
     *
     * @param watcher hears the states, one after the other
     * @return ends the watching; may be closed several times, and by the watcher
     */
    public AutoCloseable watch(Consumer<JobState> watcher) {
        Watcher added = new Watcher(watcher);
        synchronized (this) {
            added.tell(state);
            if (!state.isFinal()) {
                watchers.add(added);
            }
        }
        return () -> {
            added.close();
            synchronized (this) {
                watchers.remove(added);
            }
        };
    }

    /**
     * Waits for the state that is final.
     *
     * @return that state
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public synchronized JobState await() throws InterruptedException {
        while (!state.isFinal()) {
            wait();
        }
        return state;
    }

    /** Ends it, after the step of the network that is running; nothing happens if it has ended. */
    public void cancel() {
        queue.cancel(this);
    }

    /**
     * What has come of it, of a job that is {@link JobState.Done}.
     *
     * @param file         the result, in the queue's folder
     * @param format       of it
     * @param name         for who saves it: that of the picture with {@code .derained} in it, and the format's extension
     * @param width        columns
     * @param height       rows
     * @param notes        what the sender should know, a sentence each
     * @param milliseconds of each stage, by name: queue, decode, network, encode
     * @param previews     for a page: before, after and rain, where they are wanted
     */
    public record Result(Path file, PictureFormat format, String name, int width, int height, List<String> notes,
            Map<String, Double> milliseconds, Map<String, Preview> previews) {}

    /**
     * A picture as a browser takes it.
     *
     * @param file      in the queue's folder
     * @param mediaType of its content
     * @param width     columns, fewer than the picture's where it is reduced
     * @param height    rows
     */
    public record Preview(Path file, String mediaType, int width, int height) {}

    /**
     * What has come of it; the queue keeps that for a while from now on.
     *
     * @return empty unless it is done and still kept; whoever opens its files may find that they have just gone
     */
    public Optional<Result> result() {
        queue.touch(this);
        return state instanceof JobState.Done ? Optional.ofNullable(result) : Optional.empty();
    }

    /** Whether the work may go on: nobody has cancelled it, and there is time left. */
    boolean goesOn() {
        return !cancelled && deadline - queue.now() > 0;
    }

    /** A part is done; state tells it exactly, watchers hear of it now and then. */
    void advanced(double part) {
        JobState.Working working = new JobState.Working(part);
        synchronized (this) {
            state = working;
            long now = System.nanoTime();
            if (now - toldNanos >= TELLING_NANOS) {
                toldNanos = now;
                watchers.forEach(watcher -> watcher.tell(working));
            }
        }
    }

    /** Nothing comes after a final state. */
    synchronized void become(JobState next) {
        state = next;
        watchers.forEach(watcher -> watcher.tell(next));
        if (next.isFinal()) {
            watchers.clear();
            notifyAll();
        }
    }

    void finish(Result made) {
        result = made;
    }

    /** The files that must go, once. */
    synchronized List<Path> forget() {
        List<Path> files = new ArrayList<>();
        if (result != null) {
            files.add(result.file());
            result.previews().values().forEach(preview -> files.add(preview.file()));
            result = null;
        }
        return files;
    }
}
