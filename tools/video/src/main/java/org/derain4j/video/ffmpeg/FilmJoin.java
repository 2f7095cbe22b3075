package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts the segments of a film one behind the other and adds what else the film had: sound, subtitles, covers, chapters, tags.
 * Nothing is encoded again.
 */
final class FilmJoin {

    private static final long MICROSECONDS = 1_000_000;

    private final Ffmpeg ffmpeg;
    private final Path input;
    private final FilmEncoding encoding;

    FilmJoin(Ffmpeg ffmpeg, Path input, FilmEncoding encoding) {
        this.ffmpeg = ffmpeg;
        this.input = input;
        this.encoding = encoding;
    }

    /** What of the film has no place in the result, a sentence each. */
    List<String> losses() {
        List<String> losses = new ArrayList<>();
        for (FilmStream track : encoding.film().streams()) {
            boolean isTimecode = track.text("codec_tag_string").equals("tmcd"); // which muxers write by themselves
            if (track != encoding.film().video() && codec(track).isEmpty() && !isTimecode) {
                losses.add("its track %d (%s) has no place in the result and is left out".formatted(track.index(),
                        track.title()));
            }
        }
        return losses;
    }

    /**
     * Joins.
     *
     * @param options further options of the output
     */
    void run(List<Segment> segments, Path folder, Path output, List<String> options) throws IOException {
        Path list = folder.resolve(WorkFolder.LIST);
        Files.writeString(list, list(segments));
        try (FfmpegProcess process = FfmpegProcess.start(command(segments.getFirst(), list, output, options),
                _ -> {})) {
            process.input().close();
            process.join();
        }
    }

    /** For ffmpeg's demuxer `concat`: each segment begins where it began in the film, whatever its own end is taken to be. */
    String list(List<Segment> segments) {
        StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
        long begin = 0;
        for (int i = 0; i < segments.size(); i++) {
            list.append("file ").append(segments.get(i).file().getFileName()).append('\n');
            if (i + 1 < segments.size()) {
                long next = encoding.times().resultUnit().times(
                        encoding.times().inResult(segments.get(i + 1).first(), segments.getFirst().first()),
                        MICROSECONDS);
                list.append("duration ").append(seconds(next - begin)).append('\n');
                begin = next;
            }
        }
        return list.toString();
    }

    List<String> command(Segment first, Path list, Path output, List<String> options) {
        FilmInfo film = encoding.film();
        long rotation = rotation();
        List<String> command = ffmpeg.command();
        // Left to itself ffmpeg lets every input begin at 0, by rules of its own for each container.
        long start = Math.round(film.start() * MICROSECONDS);
        long begin = encoding.times().unit().times(first.first(), MICROSECONDS) - start;
        command.addAll(List.of("-copyts", "-itsoffset", seconds(begin)));
        if (rotation != 0 && ffmpeg.has(Ffmpeg.Since.DISPLAY_ROTATION)) {
            command.addAll(List.of("-display_rotation:v:0", String.valueOf(rotation)));
        }
        command.addAll(List.of("-f", "concat", "-i", Arguments.file(list), "-itsoffset", seconds(-start), "-i",
                Arguments.file(input)));
        int number = 0;
        for (FilmStream track : film.streams()) {
            boolean isVideo = track == film.video();
            Optional<String> codec = isVideo ? Optional.of("copy") : codec(track);
            if (codec.isPresent()) {
                command.addAll(List.of("-map", isVideo ? "0:v:0" : "1:" + track.index(), "-c:" + number, codec.get(),
                        "-map_metadata:s:" + number, "1:s:" + track.index()));
                if (isVideo) {
                    command.addAll(List.of("-disposition:" + number, track.disposition(), "-metadata:s:" + number,
                            "encoder="));
                    command.addAll(encoding.colours(":" + number)); // segments do not say it for every codec
                    command.addAll(videoTags(number, rotation));
                }
                number++;
            }
        }
        command.addAll(List.of("-map_metadata", "1", "-map_chapters", "1"));
        command.addAll(timescale());
        command.addAll(options);
        command.addAll(encoding.container().options());
        if (encoding.container() == Container.MOV
                && film.tags().keySet().stream().anyMatch(tag -> tag.startsWith("com."))) {
            command.addAll(List.of("-movflags", "+faststart+use_metadata_tags"));
        }
        command.addAll(List.of("-y", Arguments.file(output)));
        return command;
    }

    private List<String> videoTags(int number, long rotation) {
        List<String> tags = new ArrayList<>();
        if (rotation != 0 && !ffmpeg.has(Ffmpeg.Since.DISPLAY_ROTATION)) {
            tags.addAll(List.of("-metadata:s:" + number, "rotate=" + rotation));
        }
        if (encoding.container().isIso() && encoding.codec().contains("libx265")) {
            tags.addAll(List.of("-tag:" + number, "hvc1")); // as Apple's players want it
        }
        return tags;
    }

    /** What the frames in the segments still need, to be upright. */
    private long rotation() {
        long rotation = encoding.film().video().rotation();
        return encoding.turnsBack() || encoding.container().keepsRotation() && rotation % 90 != 0 ? rotation : 0;
    }

    /** MP4 counts time in units of its own; in the film's, it is exact. */
    private List<String> timescale() {
        boolean exact = encoding.film().isIso() || !encoding.times().steady();
        return encoding.container().isIso() && exact
                ? List.of("-video_track_timescale", String.valueOf(encoding.times().unit().denominator()))
                : List.of();
    }

    private Optional<String> codec(FilmStream track) {
        return encoding.container().codecOf(track, encoding.film());
    }

    private static String seconds(long microseconds) {
        return String.format(Locale.ROOT, "%s%d.%06d", microseconds < 0 ? "-" : "",
                Math.abs(microseconds) / MICROSECONDS,
                Math.abs(microseconds) % MICROSECONDS);
    }
}
