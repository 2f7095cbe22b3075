package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * When the frames of a film are shown, as its packets say, without decoding.
 *
 * @param count  how many there are; a decoder may give a few less, or more
 * @param unit   seconds that times count in the film
 * @param rate   frames a second where all of them keep to it, else on an average; may be null of a single frame
 * @param steady whether all of them keep to the rate
 */
record FrameTimes(long count, Ratio unit, Ratio rate, boolean steady) {

    static FrameTimes probe(Ffmpeg ffmpeg, Path film, FilmStream video) throws IOException {
        return of(ffmpeg.probe(
                List.of("-select_streams", String.valueOf(video.index()), "-show_entries", "packet=pts,flags", "-of",
                        "csv=p=0", "-i", Arguments.file(film))),
                video);
    }

    /** Of lines such as {@code 512,K_}. */
    static FrameTimes of(String packets, FilmStream video) {
        Ratio unit = video.ratio("time_base");
        List<String[]> shown = packets.lines().map(line -> line.split(","))
                .filter(parts -> parts.length > 1 && !parts[1].contains("D"))
                .toList();
        long[] times = shown.stream().filter(parts -> parts[0].matches("-?\\d+"))
                .mapToLong(parts -> Long.parseLong(parts[0])).sorted()
                .toArray();
        Ratio rate = video.ratio("r_frame_rate");
        if (rate != null && times.length > 0 && keepsTo(rate, unit, times)) {
            return new FrameTimes(shown.size(), unit, rate, true);
        }
        return new FrameTimes(shown.size(), unit, video.ratio("avg_frame_rate"), false);
    }

    /** Times are rounded to their unit, some writers' to the one below. */
    private static boolean keepsTo(Ratio rate, Ratio unit, long[] times) {
        double step = 1 / (rate.value() * unit.value());
        return LongStream.range(0, times.length)
                .allMatch(i -> Math.abs(times[(int) i] - times[0] - i * step) <= Math.min(1.01, step / 3));
    }

    /** Units from frame to frame, on an average. */
    long step() {
        return rate == null ? 1 : Math.max(1, Math.round(1 / (rate.value() * unit.value())));
    }

    /** Seconds that times count in the result: where all keep to a rate, a frame's, as the film's own may be rounded to theirs. */
    Ratio resultUnit() {
        return steady ? rate.inverse() : unit;
    }

    /** What a time of the film is in the result, counted from another one. */
    long inResult(long time, long from) {
        return steady ? Math.round((time - from) * unit.value() * rate.value()) : time - from;
    }
}
