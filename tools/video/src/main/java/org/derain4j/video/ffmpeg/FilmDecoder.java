package org.derain4j.video.ffmpeg;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.video.Frame;
import org.derain4j.video.FrameFormat;
import org.derain4j.video.FrameSource;
import org.derain4j.video.VideoException;

/** The frames of a film, upright, and when each is shown. */
final class FilmDecoder implements FrameSource, AutoCloseable {

    private final FilmPixels pixels;
    private final FfmpegProcess process;
    private final InputStream frames;
    private final ShowInfo shown = new ShowInfo();
    private final long step;
    private long toSkip;
    private long previous = ShowInfo.NO_TIME;
    private volatile long read;

    /**
     * Starts the decoder.
     *
     * @param times  when frames are shown, for those that do not say
     * @param first  number of the first frame that is wanted; those before it are decoded and left out
     */
    FilmDecoder(Ffmpeg ffmpeg, Path film, FilmStream video, FilmPixels pixels, FrameTimes times, long first)
            throws IOException {
        this.pixels = pixels;
        step = times.step();
        toSkip = first;
        process = FfmpegProcess.start(command(ffmpeg, film, video, pixels), shown::hear);
        process.input().close();
        frames = process.output();
    }

    static List<String> command(Ffmpeg ffmpeg, Path film, FilmStream video, FilmPixels pixels) {
        List<String> command = ffmpeg.command();
        if (video.rotation() % 90 != 0) {
            command.add("-noautorotate"); // frames that stand askew are shown askew again
        }
        command.addAll(List.of("-copyts", "-i", Arguments.file(film), "-map", "0:" + video.index(), "-vf", "showinfo"));
        command.addAll(ffmpeg.everyFrame());
        command.addAll(List.of("-pix_fmt", pixels.name(), "-f", "rawvideo", "pipe:1"));
        return command;
    }

    @Override
    public FrameFormat format() {
        return pixels.format();
    }

    /** Not ffmpeg leaves out those that are not wanted: where frames change their size its filters count anew. */
    @Override
    public Frame next() throws IOException {
        for (; toSkip > 0 && decoded() != null; toSkip--) {
            time();
        }
        return decoded();
    }

    private Frame decoded() throws IOException {
        byte[] samples = new byte[pixels.format().bytes()];
        int length = frames.readNBytes(samples, 0, samples.length);
        if (length == samples.length) {
            read++;
            return new Frame(samples, "");
        }
        process.join();
        if (length > 0) {
            throw new EOFException("ffmpeg ended within frame " + (read + 1));
        }
        return null;
    }

    /** When the next frame is shown, in the film's own units: to be asked once for each frame, in their order. */
    long time() throws IOException {
        try {
            long time = shown.next(process::isTelling);
            if (previous == ShowInfo.NO_TIME) {
                previous = time == ShowInfo.NO_TIME ? 0 : time;
            } else {
                previous = time == ShowInfo.NO_TIME ? previous + step : Math.max(time, previous + 1); // muxers want them to grow
            }
            return previous;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a frame was awaited");
        }
    }

    /** How many messages of damage there were. */
    long errors() {
        return process.errors();
    }

    /** The first of them. */
    String firstError() {
        return process.firstError();
    }

    @Override
    public void close() {
        process.close();
    }
}
