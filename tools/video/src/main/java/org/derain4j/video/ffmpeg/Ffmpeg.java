package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ffmpeg and the ffprobe of this machine, from release 4.1 on. */
public final class Ffmpeg {

    /** Builds between releases have names of their own, but each library counts on. */
    private static final Pattern VERSION = Pattern.compile("ffmpeg version (\\S+).*?libavutil +(\\d+)\\. *(\\d+)",
            Pattern.DOTALL);

    /** What a release has brought, by the libavutil that came with it. */
    enum Since {

        /** Option {@code -fps_mode}, in place of {@code -vsync}. */
        FPS_MODE(57, 28),
        /** Option {@code -display_rotation}, in place of the tag {@code rotate}. */
        DISPLAY_ROTATION(58, 2);

        private final int library;

        Since(int major, int minor) {
            library = 1000 * major + minor;
        }
    }

    private final String ffmpeg;
    private final String ffprobe;
    private final String version;
    private final int library;

    private Ffmpeg(String ffmpeg, String ffprobe, String version, int library) {
        this.ffmpeg = ffmpeg;
        this.ffprobe = ffprobe;
        this.version = version;
        this.library = library;
    }

    /**
     * Those on the PATH.
     *
     * @return empty where one of them is missing
     */
    public static Optional<Ffmpeg> find() {
        return of("ffmpeg", "ffprobe");
    }

    /** Those two programs; empty where one of them cannot be started. */
    static Optional<Ffmpeg> of(String ffmpeg, String ffprobe) {
        try {
            run(List.of(ffprobe, "-version"));
            Matcher found = VERSION.matcher(run(List.of(ffmpeg, "-version")));
            return found.find()
                    ? Optional.of(new Ffmpeg(ffmpeg, ffprobe, found.group(1),
                            1000 * Integer.parseInt(found.group(2)) + Integer.parseInt(found.group(3))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As it calls itself, for example {@code 5.1.9-0+deb12u1}. */
    String version() {
        return version;
    }

    /** Whether it has what a release brought. */
    boolean has(Since feature) {
        return library >= feature.library;
    }

    /** A command of ffmpeg that asks nothing, is silent but for messages with their level, and answers for every frame. */
    List<String> command() {
        return new ArrayList<>(
                List.of(ffmpeg, "-hide_banner", "-nostdin", "-nostats", "-loglevel", "repeat+level+info"));
    }

    /** Options that let every frame pass with its own time. */
    List<String> everyFrame() {
        return has(Since.FPS_MODE) ? List.of("-fps_mode", "passthrough") : List.of("-vsync", "passthrough");
    }

    /** What ffprobe prints; its messages, where it fails, become the exception's. */
    String probe(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(ffprobe, "-hide_banner", "-loglevel", "error"));
        command.addAll(options);
        return run(command);
    }

    /** What ffmpeg tells about an encoder; empty where it has none of that name. */
    Optional<String> encoder(String name) throws IOException {
        String help = run(List.of(ffmpeg, "-hide_banner", "-h", "encoder=" + name));
        return help.contains("Encoder " + name) ? Optional.of(help) : Optional.empty();
    }

    private static String run(List<String> command) throws IOException {
        try (FfmpegProcess process = FfmpegProcess.start(command, _ -> {})) {
            process.input().close();
            String text = new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
            process.join();
            return text;
        }
    }
}
