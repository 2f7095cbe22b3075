package org.derain4j.web.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.web.page.EncodedImage;

/** A picture on its way. May be used by several threads. */
public final class Job {

    Job() {}

    /** Random, so that nobody guesses it. */
    public String id() {
        throw new UnsupportedOperationException();
    }

    /** Now. */
    public JobState state() {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells of the state that it is in, at once, and of each that comes, until it is final. A watcher must not wait for long.
     *
     * @return ends the watching
     */
    public AutoCloseable watch(Consumer<JobState> watcher) {
        throw new UnsupportedOperationException();
    }

    /** Waits for the state that is final. */
    public JobState await() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Ends it, after the step of the network that is running; nothing happens if it has ended. */
    public void cancel() {
        throw new UnsupportedOperationException();
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
            Map<String, Double> milliseconds, Map<String, EncodedImage> previews) {}

    /** Empty unless it is done and still kept. */
    public Optional<Result> result() {
        throw new UnsupportedOperationException();
    }
}
