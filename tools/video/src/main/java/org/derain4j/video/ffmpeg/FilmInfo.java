package org.derain4j.video.ffmpeg;

import org.derain4j.video.VideoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in a film.
 *
 * @param container ffprobe's names of its format, as {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param start     seconds at which its first track begins
 * @param tags      what it says of itself, by name
 * @param streams   all tracks, in their order
 * @param video     the one whose frames are derained
 */
record FilmInfo(String container, double start, Map<String, String> tags, List<FilmStream> streams, FilmStream video) {

    private static final Pattern STREAM = Pattern.compile("streams\\.stream\\.(\\d+)\\.(.*)");

    private static final String TAGS = "format.tags.";

    static FilmInfo probe(Ffmpeg ffmpeg, Path film) throws IOException {
        return of(ffmpeg.probe(List.of("-show_streams", "-show_format", "-of", "flat", "-i", Arguments.file(film))));
    }

    static FilmInfo of(String flat) throws VideoException {
        Map<String, String> values = FlatText.read(flat);
        Map<Integer, Map<String, String>> tracks = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            Matcher stream = STREAM.matcher(key);
            if (stream.matches()) {
                tracks.computeIfAbsent(Integer.valueOf(stream.group(1)), _ -> new LinkedHashMap<>())
                        .put(stream.group(2), value);
            }
        });
        List<FilmStream> streams = new ArrayList<>();
        tracks.forEach((number, of) -> streams.add(new FilmStream(number, Map.copyOf(of))));
        FilmStream video = streams.stream().filter(FilmStream::isMotion).findFirst()
                .orElseThrow(
                        () -> new VideoException("has no frames, only sound or a cover; there is nothing to derain"));
        Map<String, String> tags = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(TAGS)) {
                tags.put(key.substring(TAGS.length()), value);
            }
        });
        return new FilmInfo(values.getOrDefault("format.format_name", ""),
                seconds(values.getOrDefault("format.start_time", "0")),
                tags,
                List.copyOf(streams), video).checked();
    }

    /** Its QuickTime family keeps time as {@code mp4} does. */
    boolean isIso() {
        return container.contains("mp4");
    }

    private FilmInfo checked() throws VideoException {
        if (video.number("width", 0) < 1 || video.ratio("time_base") == null || video.text("pix_fmt").isEmpty()) {
            throw new VideoException(
                    "ffprobe cannot tell its frames' size or kind; the film is damaged, or ffmpeg has no decoder for it");
        }
        if (video.isInterlaced()) {
            throw new VideoException("is interlaced, and the network needs whole frames; make them first: "
                    + "ffmpeg -i IN -vf bwdif -c:a copy OUT.mkv");
        }
        return this;
    }

    private static double seconds(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
