package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.derain4j.video.Frame;

/** Encodes the frames of one segment into a file that has its name only once it is whole. */
final class SegmentWriter implements AutoCloseable {

    private static final long NANOSECONDS = 1_000_000_000;

    private final FrameTimes times;
    private final Path segment;
    private final Path part;
    private final FfmpegProcess process;
    private final RawMatroska frames;
    private final long first;
    private final long origin;
    private int count;

    /**
     * Starts the encoder.
     *
     * @param first  when the first frame of the segment is shown
     * @param origin when the first frame of the film is shown
     */
    SegmentWriter(Ffmpeg ffmpeg, FilmEncoding encoding, Path segment, long first, long origin) throws IOException {
        this.segment = segment;
        this.first = first;
        this.origin = origin;
        times = encoding.times();
        part = segment.resolveSibling(segment.getFileName() + ".part");
        process = FfmpegProcess.start(encoding.command(ffmpeg, part), _ -> {});
        Ratio rate = encoding.times().rate();
        try {
            frames = new RawMatroska(process.input(), encoding.pixels(),
                    rate == null ? 0 : rate.inverse().times(1, NANOSECONDS));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    void write(Frame frame, long time) throws IOException {
        try {
            frames.write(frame.samples(), times.resultUnit()
                    .times(times.inResult(time, origin) - times.inResult(first, origin), NANOSECONDS));
        } catch (IOException e) {
            process.join(); // which says why it reads no more
            throw e;
        }
        count++;
    }

    /** When its first frame is shown. */
    long first() {
        return first;
    }

    int count() {
        return count;
    }

    /** Waits until all is encoded. */
    void finish() throws IOException {
        process.input().close();
        process.join();
        Files.move(part, segment, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        process.close();
    }
}
