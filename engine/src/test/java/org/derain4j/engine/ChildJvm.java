package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the tests in a JVM of its own, with this one's class path.
 *
 * @param code   its exit code
 * @param output what it has printed, errors among it
 */
public record ChildJvm(int code, String output) {

    /**
     * Runs one to its end.
     *
     * @param program with a main method
     * @param options of the JVM, beside the collector, which is the serial one unless they say otherwise
     */
    public static ChildJvm run(Class<?> program, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dderain4j.root=" + System.getProperty("derain4j.root"), "-cp",
                System.getProperty("java.class.path")));
        if (options.stream().noneMatch(option -> option.matches("-XX:\\+Use.*GC"))) {
            words.add("-XX:+UseSerialGC");
        }
        words.addAll(options);
        words.add(program.getName());
        words.addAll(List.of(arguments));
        Process java = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ChildJvm(java.waitFor(), output);
    }

    /** Fails with what it has printed unless its exit code is 0. */
    public String requireSuccess() {
        assertEquals(0, code, output);
        return output;
    }
}
