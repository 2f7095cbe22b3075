package org.derain4j.video.ffmpeg;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What films are written as: told by the extension. */
enum Container {

    /** Also MOV's, whose muxer keeps more of QuickTime's tags. */
    MP4("mp4", "mov_text", "mp4", "m4v", "3gp"),
    /** QuickTime. */
    MOV("mov", "mov_text", "mov"),
    /** Takes nearly everything. */
    MATROSKA("matroska", "srt", "mkv"),
    /** VP8, VP9 and AV1 alone. */
    WEBM("webm", "webvtt", "webm"),
    /** Has no time stamps. */
    AVI("avi", null, "avi"),
    /** As from a tuner or a camcorder. */
    TRANSPORT_STREAM("mpegts", null, "ts", "mts", "m2ts"),
    /** As from a DVD. */
    PROGRAM_STREAM("mpeg", null, "mpg", "mpeg"),
    /** Flash. */
    FLV("flv", null, "flv"),
    /** Theora. */
    OGG("ogg", null, "ogv", "ogg"),
    /** Windows Media. */
    ASF("asf", null, "wmv", "asf");

    private final String muxer;
    private final String subtitles;
    private final List<String> extensions;

    Container(String muxer, String subtitles, String... extensions) {
        this.muxer = muxer;
        this.subtitles = subtitles;
        this.extensions = List.of(extensions);
    }

    /** The one that a file's extension names. */
    static Optional<Container> named(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(c -> c.extensions.contains(name.substring(name.lastIndexOf('.') + 1)))
                .findFirst();
    }

    /** For sentences. */
    static String extensions() {
        return Arrays.stream(values()).flatMap(c -> c.extensions.stream()).map(e -> "." + e)
                .collect(Collectors.joining(", "));
    }

    /** Options of ffmpeg that write it. */
    List<String> options() {
        return isIso()
                ? List.of("-movflags", "+faststart", "-strict", "experimental", "-f", muxer)
                : List.of("-f", muxer);
    }

    /** What segments are written as, before they are joined: NUT keeps any time to the bit, but AVI's must be its own. */
    String segments() {
        return this == AVI ? muxer : "nut";
    }

    boolean isIso() {
        return this == MP4 || this == MOV;
    }

    /** Whether it can say that frames are to be turned before they are shown. */
    boolean keepsRotation() {
        return isIso();
    }

    /** What becomes of another track of a film: ffmpeg's codec for it, or empty where this container has no place for it. */
    Optional<String> codecOf(FilmStream track, FilmInfo film) {
        boolean same = isIso() ? film.isIso() : film.container().contains(muxer);
        if (track.is("video") || track.is("audio")) {
            return Optional.of("copy");
        }
        if (track.is("subtitle")) {
            boolean fits = same || this == MATROSKA && !track.codec().equals("mov_text")
                    || track.codec().equals(subtitles);
            return fits ? Optional.of("copy") : Optional.ofNullable(track.isBitmap() ? null : subtitles);
        }
        return track.is("attachment") && this == MATROSKA ? Optional.of("copy") : Optional.empty();
    }

    /** The encoder, with options for a result that is hardly to be told from what it was given. */
    List<String> encoder(FilmStream video) {
        return switch (this) {
            case WEBM -> video.codec().equals("av1") ? AV1 : VP9;
            case OGG -> List.of("libtheora", "-q:v", "10");
            case PROGRAM_STREAM -> List.of("mpeg2video", "-q:v", "2");
            case ASF -> List.of("wmv2", "-q:v", "2");
            case AVI -> switch (video.codec()) {
                case "mjpeg", "ffv1", "rawvideo", "huffyuv", "ffvhuff", "utvideo" -> encoderLike(video.codec());
                default -> List.of("mpeg4", "-q:v", "2");
            };
            case FLV -> H264;
            case MP4, MOV, MATROSKA, TRANSPORT_STREAM -> encoderLike(video.codec());
        };
    }

    private List<String> encoderLike(String codec) {
        return switch (codec) {
            case "hevc" -> List.of("libx265", "-preset", "medium", "-crf", "16", "-x265-params", "log-level=error");
            case "vp8", "vp9" -> this == MATROSKA || this == MP4 ? VP9 : H264;
            case "av1" -> this == MATROSKA || this == MP4 ? AV1 : H264;
            case "ffv1", "rawvideo", "huffyuv", "ffvhuff", "utvideo" -> this == MATROSKA || this == AVI ? FFV1 : H264;
            case "prores" -> this == MOV || this == MATROSKA ? List.of("prores_ks") : H264;
            case "mjpeg" -> this == TRANSPORT_STREAM ? H264 : List.of("mjpeg", "-q:v", "2");
            default -> H264;
        };
    }

    private static final List<String> H264 = List.of("libx264", "-preset", "medium", "-crf", "16");
    private static final List<String> VP9 = List.of("libvpx-vp9", "-crf", "18", "-b:v", "0", "-row-mt", "1");
    private static final List<String> AV1 = List.of("libsvtav1", "-crf", "20", "-preset", "6");
    private static final List<String> FFV1 = List.of("ffv1", "-level", "3", "-g", "1");
}
