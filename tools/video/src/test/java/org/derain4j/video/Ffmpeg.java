package org.derain4j.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The ffmpeg on the PATH, as a judge. Where there is none, or none that has a filter, cases are left out, counted and printed. */
final class Ffmpeg {

    private static final String FILTERS = filters();

    private Ffmpeg() {}

    private static String filters() {
        try {
            return new String(run(new byte[0], "-filters"), StandardCharsets.UTF_8);
        } catch (UncheckedIOException e) {
            return "";
        }
    }

    /** Goes on if there is one with that filter. */
    static void require(Class<?> test, int cases, String filter) {
        boolean there = FILTERS.contains(" " + filter + " ");
        if (!there) {
            System.out.println(
                    test.getSimpleName() + ": " + cases + " cases skipped: no ffmpeg with the filter " + filter);
        }
        Assumptions.assumeTrue(there, "no ffmpeg with the filter " + filter);
    }

    /** What it makes of little input: all of it must fit into a pipe. */
    static byte[] run(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-loglevel", "error"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process.getOutputStream().write(input);
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            int code = process.waitFor();
            if (code != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + code);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
