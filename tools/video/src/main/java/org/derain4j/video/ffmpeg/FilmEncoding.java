package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.video.FrameFormat;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.VideoException;

/**
 * How derained frames are encoded: as they were in the film, by the options given or by those of the container.
 *
 * @param film      what they come from
 * @param pixels    what they are here
 * @param times     when they are shown
 * @param container what they go to
 * @param codec     options of ffmpeg's encoder
 * @param kinds     pixel formats that the encoder takes; empty if unknown
 */
record FilmEncoding(FilmInfo film, FilmPixels pixels, FrameTimes times, Container container, List<String> codec,
        List<String> kinds) {

    private static final String KINDS = "Supported pixel formats:";

    /** ffmpeg's options have other names for these than its filters and ffprobe. */
    private static final Map<String, String> TRANSFERS = Map.of("bt470m", "gamma22", "bt470bg", "gamma28");

    /**
     * Decides.
     *
     * @param own the user's options; null for those of the container
     * @throws VideoException where this ffmpeg lacks the encoder
     */
    static FilmEncoding of(Ffmpeg ffmpeg, FilmInfo film, FilmPixels pixels, FrameTimes times, Container container,
            String own)
            throws IOException {
        List<String> codec = own != null
                ? List.of(own.strip().split("\\s+"))
                : Stream.concat(Stream.of("-c:v"), container.encoder(film.video()).stream()).toList();
        if (encoder(codec).startsWith("libx26") && hasHalves(pixels.format()) && !codec.contains("-pix_fmt")) {
            throw new VideoException(
                    "%s takes no frames of %dx%d, an odd size, with half the chroma; add --codec \"%s\""
                            .formatted(encoder(codec), pixels.format().width(), pixels.format().height(),
                                    String.join(" ", codec) + " -pix_fmt yuv444p"));
        }
        return new FilmEncoding(film, pixels, times, container, codec, kinds(ffmpeg, encoder(codec)));
    }

    /** Whether the last chroma sample of a row or a column stands for one of luma alone. */
    private static boolean hasHalves(FrameFormat format) {
        return 2 * format.chromaWidth() == format.width() + 1 && format.width() > 1
                || 2 * format.chromaHeight() == format.height() + 1 && format.height() > 1;
    }

    private static String encoder(List<String> codec) {
        int named = Math.max(codec.indexOf("-c:v"), Math.max(codec.indexOf("-vcodec"), codec.indexOf("-codec:v")));
        return named < 0 || named + 1 == codec.size() ? "" : codec.get(named + 1);
    }

    private static List<String> kinds(Ffmpeg ffmpeg, String encoder) throws IOException {
        if (encoder.isEmpty()) {
            return List.of();
        }
        String help = ffmpeg.encoder(encoder)
                .orElseThrow(() -> new VideoException(("the ffmpeg here has no encoder %s; choose one "
                        + "that `ffmpeg -encoders` lists, as in --codec \"-c:v mpeg4 -q:v 2\"").formatted(encoder)));
        return help.lines().filter(line -> line.contains(KINDS)).findFirst()
                .map(line -> List.of(line.substring(line.indexOf(KINDS) + KINDS.length()).strip().split("\\s+")))
                .orElse(List.of());
    }

    /** What the user should know of it. */
    Optional<String> note() {
        boolean kept = kinds.isEmpty() || keepsRgb() || kinds.contains(pixels.name());
        return kept
                ? Optional.empty()
                : Optional.of("the encoder %s takes no pixels of %s, and gets the nearest that it takes"
                        .formatted(encoder(codec), pixels.name()));
    }

    private boolean isRgb() {
        return pixels.format().layout() == Layout.RGB;
    }

    private boolean keepsRgb() {
        return isRgb() && kinds.stream().anyMatch(List.of("rgb24", "bgr0", "gbrp", "rgb48le")::contains);
    }

    /** Whether frames are turned back after their deraining, and said to need turning as they did. */
    boolean turnsBack() {
        return container.keepsRotation() && rotationFilter() != null;
    }

    /** The command that takes {@link RawMatroska} from its input and writes a segment. */
    List<String> command(Ffmpeg ffmpeg, Path segment) {
        List<String> command = ffmpeg.command();
        command.addAll(List.of("-f", "matroska", "-i", "pipe:0", "-map", "0:v:0"));
        command.addAll(ffmpeg.everyFrame());
        command.addAll(List.of("-enc_time_base", times.resultUnit().toString().replace('/', ':')));
        command.addAll(options());
        command.addAll(List.of("-f", container.segments(), "-y", Arguments.file(segment)));
        return command;
    }

    /** All that decides what becomes of the frames. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of("-vf", filters()));
        options.addAll(colours(""));
        options.addAll(codec);
        if (encoder(codec).equals("mjpeg")) {
            options.addAll(List.of("-pix_fmt", pixels.name().replace("yuv4", "yuvj4"))); // it takes full range alone
        }
        return options;
    }

    /** Options that say what its colours are; of the track behind {@code of}, or of all. */
    List<String> colours(String of) {
        List<String> options = new ArrayList<>();
        tag(options, "-color_range" + of, range());
        tag(options, "-color_primaries" + of, video("color_primaries"));
        tag(options, "-color_trc" + of, TRANSFERS.getOrDefault(video("color_transfer"), video("color_transfer")));
        tag(options, "-colorspace" + of, matrix());
        tag(options, "-chroma_sample_location" + of, video("chroma_location"));
        return options;
    }

    private String filters() {
        List<String> filters = new ArrayList<>();
        if (turnsBack()) {
            filters.add(rotationFilter());
        }
        Ratio aspect = film.video().ratio("sample_aspect_ratio");
        if (aspect != null) {
            filters.add("setsar=" + (turnsBack() || !film.video().isTurnedAside() ? aspect : aspect.inverse()));
        }
        if (isRgb() && !keepsRgb()) {
            filters.add("scale=out_color_matrix=bt709:out_range=tv");
        }
        StringBuilder tags = new StringBuilder();
        set(tags, "range", range());
        set(tags, "color_primaries", video("color_primaries"));
        set(tags, "color_trc", video("color_transfer"));
        set(tags, "colorspace", matrix());
        if (!tags.isEmpty()) {
            filters.add("setparams=" + tags.substring(1));
        }
        return filters.isEmpty() ? "null" : String.join(",", filters);
    }

    private static void set(StringBuilder tags, String name, String value) {
        if (!value.isEmpty()) {
            tags.append(':').append(name).append('=').append(value);
        }
    }

    private static void tag(List<String> options, String name, String value) {
        if (!value.isEmpty()) {
            options.addAll(List.of(name, value));
        }
    }

    /** Of what the encoder gets; empty where the film does not say. */
    private String range() {
        if (isRgb()) {
            return keepsRgb() ? "" : "tv";
        }
        return pixels.name().startsWith("yuvj") ? "pc" : video("color_range");
    }

    private String matrix() {
        if (isRgb()) {
            return keepsRgb() ? "" : "bt709";
        }
        return video("color_space");
    }

    private String video(String name) {
        return film.video().text(name);
    }

    /** Undoes what ffmpeg does to frames before they are shown; null where it does nothing. */
    private String rotationFilter() {
        return switch ((int) film.video().rotation()) {
            case 90 -> "transpose=clock";
            case -90 -> "transpose=cclock";
            case 180 -> "hflip,vflip";
            default -> null;
        };
    }
}
