package org.derain4j.video;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.derain4j.engine.PictureException;

/**
 * Takes the rain out of a stream of frames: reads ahead, has several frames worked on at a time, each by a finder of its own, and writes
 * them in their order. Whatever goes wrong ends the run; frames written so far stay written.
 */
public final class FrameDerainer {

    /** Stands behind the last frame. */
    private static final Future<Rain> END = CompletableFuture.completedFuture(null);

    private final List<? extends RainFinder> finders;
    private final RainFilter filter;
    private final float strength;
    private final LongConsumer progress;

    /**
     * Configures a run.
     *
     * @param finders  one for each frame that is worked on at a time, at least one; each is used by one thread
     * @param filter   between finding the rain and taking it out
     * @param strength how much of the rain is taken out: 1 all of it
     * @param progress told how many frames are written, after each
     */
    public FrameDerainer(List<? extends RainFinder> finders, RainFilter filter, float strength, LongConsumer progress) {
        if (finders.isEmpty()) {
            throw new IllegalArgumentException("nobody to find rain");
        }
        this.finders = List.copyOf(finders);
        this.filter = filter;
        this.strength = strength;
        this.progress = progress;
    }

    /**
     * What a frame takes of Java's memory while it is on its way, beside what its finder takes: in the network's colours twice, as chroma
     * once more, and its own samples in and out.
     *
     * @param format of the frames
     * @return bytes
     */
    public static long bytes(FrameFormat format) {
        return 8L * Float.BYTES * format.width() * format.height() + 2L * format.bytes();
    }

    /**
     * How many frames there are at a time.
     *
     * @param finders so many are worked on at a time
     * @param filter  which may hold some back
     * @return with those read ahead, and that which is being written
     */
    public static int framesAtATime(int finders, RainFilter filter) {
        return finders + 2 + filter.delay();
    }

    /**
     * Runs until there are no more frames.
     *
     * @param source read by a thread of its own, which is left behind where it waits for a frame as the run fails
     * @param sink   written to by the caller's thread
     * @return how many frames were written
     * @throws VideoException if the stream, or a frame, is beyond what can be done
     * @throws IOException    if reading or writing fails
     */
    public long run(FrameSource source, FrameSink sink) throws IOException {
        return run(source, source.format(), sink);
    }

    /**
     * The same for frames that are written in another format.
     *
     * @param source  read by a thread of its own, which is left behind where it waits for a frame as the run fails
     * @param written as for {@link FrameColours#of(FrameFormat, FrameFormat)}
     * @param sink    written to by the caller's thread
     * @return how many frames were written
     * @throws VideoException if the stream, or a frame, is beyond what can be done
     * @throws IOException    if reading or writing fails
     */
    public long run(FrameSource source, FrameFormat written, FrameSink sink) throws IOException {
        Run run = new Run(source, FrameColours.of(source.format(), written), sink);
        try {
            return run.toTheEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted after " + run.written + " frames");
        } finally {
            run.stop();
        }
    }

    /** One stream's. */
    private final class Run {

        private final FrameSource source;
        private final FrameSink sink;
        private final FrameColours colours;

        /** In the order of the stream, done or not. */
        private final BlockingQueue<Future<Rain>> frames = new ArrayBlockingQueue<>(finders.size());
        private final BlockingQueue<RainFinder> idle = new ArrayBlockingQueue<>(finders.size(), false, finders);
        private final ExecutorService workers = Executors.newFixedThreadPool(finders.size(),
                Thread.ofPlatform().daemon().name("derain-frame-", 1).factory());
        private final Thread reader = Thread.ofPlatform().daemon().name("derain-frames-in").unstarted(this::read);
        private volatile boolean stopped;
        private long written;

        Run(FrameSource source, FrameColours colours, FrameSink sink) {
            this.source = source;
            this.sink = sink;
            this.colours = colours;
        }

        long toTheEnd() throws IOException, InterruptedException {
            reader.start();
            try {
                for (Rain rain = next(); rain != null; rain = next()) {
                    filter.add(rain, this::write);
                }
                filter.end(this::write);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            return written;
        }

        private Rain next() throws IOException, InterruptedException {
            try {
                return frames.take().get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException cause -> throw cause;
                    case RuntimeException cause -> throw cause;
                    case Error cause -> throw cause;
                    default -> throw new IllegalStateException(e.getCause());
                }
            }
        }

        private void write(Rain rain) {
            try {
                sink.write(colours.without(rain, strength));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            progress.accept(++written);
        }

        /** Nobody waits for it: it may hang on a pipe. */
        void stop() {
            stopped = true;
            reader.interrupt();
            workers.shutdown();
        }

        /** Until the stream has ended, or has failed: then that is what comes next. */
        private void read() {
            try {
                Future<Rain> next = null;
                for (long number = 1; next != END && !stopped; number++) {
                    next = begun(number);
                    frames.put(next);
                    if (next.state() == Future.State.FAILED) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                // the run is over
            }
        }

        private Future<Rain> begun(long number) {
            try {
                Frame frame = source.next();
                return frame == null ? END : workers.submit(() -> found(frame, number));
            } catch (IOException | RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private Rain found(Frame frame, long number) throws IOException {
            RainFinder finder = idle.remove();
            try {
                float[] bgr = colours.bgr(frame);
                return new Rain(frame, bgr, finder.rain(bgr, source.format().height(), source.format().width()));
            } catch (PictureException e) {
                throw new VideoException("frame " + number + ": " + e.getMessage(), e);
            } finally {
                idle.add(finder);
            }
        }
    }
}
