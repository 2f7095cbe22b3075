package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Films for tests, made and judged by ffmpeg. Where there is none, the tests are left out, counted and printed. */
final class Clips {

    private Clips() {}

    static Ffmpeg require(Class<?> test, int cases) {
        Ffmpeg ffmpeg = Ffmpeg.find().orElse(null);
        if (ffmpeg == null) {
            System.out.println(test.getSimpleName() + ": " + cases + " cases skipped: no ffmpeg on the PATH");
        }
        Assumptions.assumeTrue(ffmpeg != null, "no ffmpeg on the PATH");
        return ffmpeg;
    }

    /** Runs ffmpeg; a blank separates its options. */
    static String ffmpeg(Path folder, String options) throws IOException {
        return run(folder, "ffmpeg -v error -nostdin -y " + options);
    }

    /** What ffprobe knows of a film, a line each value, without names. */
    static String probe(Path film, String options) throws IOException {
        return run(film.getParent(), "ffprobe -v error -of csv=p=0 " + options + " " + film.getFileName()).lines()
                .map(line -> line.replaceAll(",+$", ""))
                .filter(line -> !line.isEmpty()).collect(Collectors.joining("\n")); // side data leave empty ones
    }

    /** When each frame is shown, in the units of its track. */
    static List<String> times(Path film) throws IOException {
        return probe(film, "-select_streams V -show_entries frame=pts").lines().toList();
    }

    /** The sum of what a track holds, not decoded. */
    static String sum(Path film, String track) throws IOException {
        return run(film.getParent(),
                "ffmpeg -v error -nostdin -i " + film.getFileName() + " -map 0:" + track + " -c copy -f md5 -");
    }

    /** The sum of each frame, decoded. */
    static List<String> frames(Path film) throws IOException {
        return run(film.getParent(),
                "ffmpeg -v error -nostdin -i " + film.getFileName()
                        + " -map 0:V:0 -fps_mode passthrough -f framehash -hash md5 -")
                .lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip()).toList();
    }

    private static String run(Path folder, String command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.split(" +")));
        Process process = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            Assertions.assertEquals(0, process.waitFor(), command + "\n" + text);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return text;
    }
}
