package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.derain4j.video.Frame;
import org.derain4j.video.FrameFormat;
import org.derain4j.video.FrameSink;
import org.derain4j.video.FrameSource;
import org.derain4j.video.VideoException;
import org.derain4j.weights.FileReplacement;

/**
 * A film to be derained: all that can be known, and refused, before the work. The result has the frames of the film, each at its own
 * time, and whatever else the film has; it appears in one step. Work that was ended is taken up, segment by segment.
 */
public final class Film {

    /** Frames: at 25 a second, 4 seconds. */
    private static final int SEGMENT = 100;

    private final Ffmpeg ffmpeg;
    private final Path input;
    private final Path output;
    private final FilmEncoding encoding;
    private final int segment;
    private final FilmJoin join;

    private Film(Ffmpeg ffmpeg, Path input, Path output, FilmEncoding encoding, int segment) {
        this.ffmpeg = ffmpeg;
        this.input = input;
        this.output = output;
        this.encoding = encoding;
        this.segment = segment;
        join = new FilmJoin(ffmpeg, input, encoding);
    }

    /** What makes dry frames of rainy ones, in their order, one of each. */
    @FunctionalInterface
    public interface Frames {

        /**
         * Takes all frames of a source and gives as many to the sink.
         *
         * @param source the film's
         * @param sink   the result's
         * @throws IOException if one of them fails
         */
        void run(FrameSource source, FrameSink sink) throws IOException;
    }

    /** What is told on the way. */
    public interface Listener {

        /**
         * Frames are done.
         *
         * @param frames so many, with those of an earlier run
         */
        void advanced(long frames);

        /**
         * Something that the user should know.
         *
         * @param sentence without the film's name
         */
        void note(String sentence);
    }

    /**
     * Looks at a film and decides how it is written.
     *
     * @param ffmpeg that works on it
     * @param input  the film
     * @param output its result, whose extension says the container
     * @param codec  options of ffmpeg's encoder; null for those of the container
     * @return the film
     * @throws VideoException if it cannot be derained, or not be written so; the message is a sentence without the film's name
     * @throws IOException    if ffprobe fails
     */
    public static Film open(Ffmpeg ffmpeg, Path input, Path output, String codec) throws IOException {
        return open(ffmpeg, input, output, codec, SEGMENT);
    }

    static Film open(Ffmpeg ffmpeg, Path input, Path output, String codec, int segment) throws IOException {
        Container container = Container.named(output).orElseThrow(() -> new VideoException(
                "its result %s: the extension says the container, give one of %s".formatted(output,
                        Container.extensions())));
        FilmInfo info = FilmInfo.probe(ffmpeg, input);
        FilmPixels pixels = FilmPixels.of(info.video());
        FrameTimes times = FrameTimes.probe(ffmpeg, input, info.video());
        if (container == Container.AVI && !times.steady() && !countsFrames(info.video())) {
            throw new VideoException(
                    "its frames come at unequal intervals, which AVI has no place for; give the result another "
                            + "extension, as .mkv");
        }
        return new Film(ffmpeg, input, output, FilmEncoding.of(ffmpeg, info, pixels, times, container, codec), segment);
    }

    /** Whether it counts time in frames, as AVI does: what is missing between two is made up for by empty ones there. */
    private static boolean countsFrames(FilmStream video) {
        Ratio rate = video.ratio("r_frame_rate");
        return rate != null && rate.inverse().equals(video.ratio("time_base"));
    }

    /**
     * What its frames are.
     *
     * @return as the network sees them, upright
     */
    public FrameFormat format() {
        return encoding.pixels().format();
    }

    /**
     * How many frames it has.
     *
     * @return as its packets say; damaged films have less
     */
    public long frames() {
        return encoding.times().count();
    }

    /**
     * What the user should know before the work: what will be otherwise, or left out.
     *
     * @return a sentence each, without the film's name
     */
    public List<String> notes() {
        return Stream
                .of(encoding.pixels().note().stream(), encoding.note().stream(), join.losses().stream(),
                        uncommon().stream())
                .flatMap(notes -> notes).toList();
    }

    /**
     * Makes the result.
     *
     * @param frames   what derains them
     * @param settings all that decides what it makes of them, in words; the work of an earlier run counts only if they are the same
     * @param context  how many frames before a frame decide what becomes of it
     * @param listener told on the way
     * @return how many frames the result has
     * @throws IOException if reading or writing fails; what is done by then is kept for the next run
     */
    public long derain(Frames frames, String settings, int context, Listener listener) throws IOException {
        FileReplacement.check(output);
        try (WorkFolder folder = WorkFolder.open(WorkFolder.of(output), madeOf(settings))) {
            try {
                work(frames, folder, context, listener);
                try (FileReplacement made = FileReplacement.of(output)) {
                    join.run(folder.segments(), folder.path(), made.path(), List.of());
                    made.commit();
                }
            } catch (IOException | RuntimeException e) {
                if (folder.frames() > 0) {
                    listener.note("%d frames are done and kept in %s; the same command goes on from there"
                            .formatted(folder.frames(), folder.path()));
                } else {
                    folder.remove();
                }
                throw e;
            }
            long done = folder.frames();
            folder.remove();
            return done;
        }
    }

    private void work(Frames frames, WorkFolder folder, int context, Listener listener) throws IOException {
        long done = folder.frames();
        if (done > 0) {
            listener.note("goes on behind the %d frames of an earlier run".formatted(done));
        }
        long first = Math.max(0, done - context);
        try (FilmDecoder decoder = new FilmDecoder(ffmpeg, input, encoding.film().video(), encoding.pixels(),
                encoding.times(), first);
                Segments segments = new Segments(decoder, folder, done - first, listener::advanced)) {
            frames.run(decoder, segments);
            segments.finish();
            if (decoder.errors() > 0) {
                listener.note("is damaged, what ffmpeg made of it was taken (%s%s)".formatted(decoder.firstError(),
                        decoder.errors() > 1 ? ", and " + (decoder.errors() - 1) + " more such messages" : ""));
            }
        }
        if (folder.segments().isEmpty()) {
            throw new VideoException("ffmpeg finds no frame in it");
        }
    }

    private Optional<String> uncommon() {
        String transfer = encoding.film().video().text("color_transfer");
        return transfer.equals("smpte2084") || transfer.equals("arib-std-b67")
                ? Optional.of("its colours are HDR (" + transfer
                        + "), which the network was not trained for; its static HDR metadata are left out")
                : Optional.empty();
    }

    private String madeOf(String settings) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("film " + input.toAbsolutePath().normalize(), "bytes " + Files.size(input),
                        "changed " + Files.getLastModifiedTime(input), "ffmpeg " + ffmpeg.version(),
                        "pixels " + encoding.pixels().name(),
                        "encoder " + String.join(" ", encoding.options()), "unit " + encoding.times().resultUnit(),
                        "segment " + segment));
        settings.lines().forEach(lines::add);
        return String.join("\n", lines) + "\n";
    }

    /** Cuts the frames into segments. */
    private final class Segments implements FrameSink, AutoCloseable {

        private final FilmDecoder decoder;
        private final WorkFolder folder;
        private final Consumer<Long> progress;
        private long toSkip;
        private long done;
        private SegmentWriter current;

        Segments(FilmDecoder decoder, WorkFolder folder, long toSkip, Consumer<Long> progress) {
            this.decoder = decoder;
            this.folder = folder;
            this.toSkip = toSkip;
            this.progress = progress;
            done = folder.frames();
        }

        @Override
        public void write(Frame frame) throws IOException {
            long time = decoder.time();
            if (toSkip > 0) {
                toSkip--;
                return;
            }
            if (current == null) {
                long origin = folder.segments().isEmpty() ? time : folder.segments().getFirst().first();
                current = new SegmentWriter(ffmpeg, encoding, folder.next(), time, origin);
            }
            current.write(frame, time);
            progress.accept(++done);
            if (current.count() == segment) {
                finish();
            }
        }

        void finish() throws IOException {
            if (current == null) {
                return;
            }
            current.finish();
            folder.add(new Segment(folder.next(), current.first(), current.count()));
            close();
            if (folder.segments().size() == 1) {
                tryJoin();
            }
        }

        /** What the container refuses is known before hours are spent. */
        private void tryJoin() throws IOException {
            Path trial = folder.path().resolve("trial");
            join.run(folder.segments(), folder.path(), trial, List.of("-t", "1"));
            Files.deleteIfExists(trial);
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }
}
