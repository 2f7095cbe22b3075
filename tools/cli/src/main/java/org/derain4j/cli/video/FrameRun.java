package org.derain4j.cli.video;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.telling.Done;
import org.derain4j.cli.telling.Telling;
import org.derain4j.engine.PictureException;
import org.derain4j.video.FrameFormat;
import org.derain4j.video.FrameSink;
import org.derain4j.video.FrameSource;
import org.derain4j.video.RainFilter;
import org.derain4j.video.RawWriter;
import org.derain4j.video.VideoException;
import org.derain4j.video.Y4mReader;
import org.derain4j.video.Y4mWriter;
import org.derain4j.weights.FileReplacement;

/** Takes the rain out of one stream of frames. */
public final class FrameRun {

    private static final int BUFFER = 1 << 16;

    private final FrameJob job;
    private final FrameOptions frames;
    private final PictureOptions options;
    private final FrameEngine.Source engines;
    private final StandardStreams streams;
    private final Telling telling;
    private long written;

    /** For one stream. */
    public FrameRun(FrameJob job, FrameOptions frames, PictureOptions options, FrameEngine.Source engines,
            StandardStreams streams, Telling telling) {
        this.job = job;
        this.frames = frames;
        this.options = options;
        this.engines = engines;
        this.streams = streams;
        this.telling = telling;
    }

    /** Returns the exit code. */
    public int run() {
        telling.expects(1, "film");
        try (InputStream in = input()) {
            run(frames.source(in));
        } catch (IOException e) {
            failed(e);
        }
        return telling.ends();
    }

    private InputStream input() throws IOException {
        return job.input().equals(StandardStreams.NAME)
                ? streams.input()
                : new BufferedInputStream(Files.newInputStream(Path.of(job.input())), BUFFER);
    }

    /** What goes wrong while engines are opened is no failure of the stream's. */
    private void run(FrameSource source) {
        FrameFormat format = source.format();
        RainFilter filter = frames.filter(format, note -> telling.note(job.input(), note));
        try (FrameCrew crew = new FrameCrew(format, options, engines, filter)) {
            telling.uses(crew::about);
            long start = System.nanoTime();
            send(source, crew, start);
            telling.done(new Done(job.input(), List.of(job.outputName()), format.width(), format.height(), written,
                    Map.of("frames", (System.nanoTime() - start) / 1e6), List.of()));
        } catch (IOException | PictureException | OutOfMemoryError e) {
            failed(e);
        }
    }

    private void send(FrameSource source, FrameCrew crew, long start) throws IOException {
        if (job.output().isEmpty()) {
            send(source, crew, start, streams.output());
            return;
        }
        Path folder = job.output().get().toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        try (FileReplacement file = FileReplacement.of(job.output().get())) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file.path()), BUFFER)) {
                send(source, crew, start, out);
            }
            file.commit();
        }
    }

    private void send(FrameSource source, FrameCrew crew, long start, OutputStream out) throws IOException {
        FrameFormat format = source.format();
        FrameFormat sent = job.kind() == FrameKind.Y4M
                ? format
                : FrameFormat.rgb(format.width(), format.height(), job.kind().bits());
        FrameSink sink = sink(source, out);
        crew.run(source, sent, frame -> {
            try {
                sink.write(frame);
            } catch (IOException e) {
                throw new Unwritable(e);
            }
        }, count -> {
            written = count;
            telling.advanced(job.input(), count, (System.nanoTime() - start) / 1e9 / count);
        });
    }

    private FrameSink sink(FrameSource source, OutputStream out) throws Unwritable {
        try {
            return source instanceof Y4mReader read && job.kind() == FrameKind.Y4M
                    ? new Y4mWriter(out, read.header())
                    : new RawWriter(out);
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    /** Not reading, but writing has failed. */
    private static final class Unwritable extends IOException {

        private static final long serialVersionUID = 1L;

        private final IOException cause;

        Unwritable(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    /** A pipe that takes no more is mostly that of a player that was closed. */
    private void failed(Throwable failure) {
        switch (failure) {
            case Unwritable e -> telling.failed(job.input(), job.output().map(Path::toString).orElse("standard output")
                    + " takes no more behind frame " + written + " (" + Failure.reason(e.cause)
                    + "); its disk is full, or what reads it has ended", e.cause);
            case VideoException e -> telling.failed(job.input(), job.input() + ": " + e.getMessage()
                    + (job.output().isPresent() ? "; nothing is written" : ""), e);
            case IOException e -> telling.failed(job.input(), job.input() + ": " + Failure.reason(e), e);
            default -> telling.failed(job.input(), null, failure);
        }
    }
}
