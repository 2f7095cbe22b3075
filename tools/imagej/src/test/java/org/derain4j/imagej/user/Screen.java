package org.derain4j.imagej.user;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A screen that nobody sees: one Xvfb for all tests of this JVM, which ends with it. Where there is none, tests are left out, counted and printed. */
final class Screen {

    private static Process server;
    private static String display;

    /** Why nothing can be shown; empty if it can, null until somebody asks. */
    private static String problem;

    private Screen() {}

    /** Leaves out a class's tests unless there is a screen. */
    static synchronized void require(Class<?> test) throws IOException, InterruptedException {
        if (program("Xvfb").isEmpty()) {
            leaveOut(test, "no Xvfb on the PATH");
        }
        if (problem == null) {
            problem = problem();
        }
        if (!problem.isEmpty()) {
            leaveOut(test, problem);
        }
    }

    /** Whether Java can open a window there; it also needs some of X's libraries, and fonts. */
    private static String problem() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ImageJ.place(ScreenProbe.class).toString(), "-Djava.awt.headless=false", ScreenProbe.class.getName());
        builder.environment().put("DISPLAY", display());
        builder.environment().remove("LD_PRELOAD");
        Process probe = builder.redirectErrorStream(true).start();
        String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return probe.waitFor() == 0 ? "" : "Java opens no window: " + output.lines().findFirst().orElse("");
    }

    /** Prints how many tests of a class are left out, and why, and leaves them out. */
    static void leaveOut(Class<?> test, String problem) {
        long cases = Arrays.stream(test.getDeclaredMethods()).filter(m -> m.isAnnotationPresent(Test.class)).count();
        System.out.println(test.getSimpleName() + ": " + cases + " cases skipped: " + problem);
        Assumptions.abort(problem);
    }

    /** The screen's name, for the variable {@code DISPLAY}. */
    static synchronized String display() throws IOException {
        if (display == null) {
            server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
            BufferedReader number = server.inputReader();
            String line = number.readLine();
            if (line == null) {
                throw new IOException("Xvfb does not start: run 'Xvfb -displayfd 1' to see why");
            }
            display = ":" + line;
        }
        return display;
    }

    /** What is on it now, as a PNG file, where ImageMagick is there to take it. */
    static void shoot(Path png) throws IOException, InterruptedException {
        if (display != null && program("import").isPresent()) {
            new ProcessBuilder("import", "-display", display, "-window", "root", png.toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                    .waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
    }
}
