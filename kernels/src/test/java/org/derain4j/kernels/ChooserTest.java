package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.kernels.backend.Backend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What `auto` chooses, and why, in JVMs with other options and modules than this one. */
class ChooserTest {

    /** All that a run-time image needs: the JVM cannot be asked for its options there. */
    private static final String SMALL = "--limit-modules java.base,jdk.incubator.vector ";

    private static final String C2 = ";the C2 compiler, which turns the Vector API into instructions, is switched off";
    private static final String FMA = ";no fused multiply-add";

    /** There is no such compiler to be loaded, and it is only looked for when something is to be compiled. */
    private static final String JVMCI = "-XX:+UnlockExperimentalVMOptions -XX:+UseJVMCICompiler "
            + "-XX:CompileThresholdScaling=10000;start Java with -XX:-UseJVMCICompiler";

    /** The program of the other JVMs. */
    static final class Chooser {

        private Chooser() {}

        public static void main(String[] args) {
            try (Backend auto = Backends.open(Backends.AUTO, 1, false)) {
                System.out.println(auto.describe());
                System.out.println(Backends.list().getFirst().reason());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseFMA", "-XX:-TieredCompilation -XX:TieredStopAtLevel=1",
        "-XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI", SMALL + "-XX:+UseFMA"})
    void vectorsWhereC2IsAtWork(String options) throws Exception {
        List<String> lines = choose(options);
        assertTrue(lines.getFirst().startsWith("vector"), lines.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"-Xint" + C2, "-XX:TieredStopAtLevel=0" + C2, "-XX:TieredStopAtLevel=1" + C2,
        "-XX:TieredStopAtLevel=2" + C2, "-XX:TieredStopAtLevel=3" + C2, "-XX:CompilationMode=quick-only" + C2,
        "-XX:-UseFMA" + FMA, JVMCI, SMALL + "-Xint" + C2, SMALL + "-XX:TieredStopAtLevel=1" + C2,
        SMALL + "-XX:-UseFMA" + FMA, SMALL + JVMCI})
    void otherwisePlainLoopsWithTheReasonAndTheRemedy(String options, String reason) throws Exception {
        List<String> lines = choose(options);
        assertTrue(lines.getFirst().startsWith("portable"), lines.toString());
        assertTrue(lines.getLast().contains(reason), lines.toString());
        assertEquals(reason.contains("fused"), lines.getFirst().contains("without fused"), lines.toString());
    }

    /** The two lines of the program, which come last. */
    private static List<String> choose(String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-cp", Path.of("target", "classes") + File.pathSeparator
                + Path.of("target", "test-classes"), Chooser.class.getName()));
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertEquals(0, java.waitFor(), command + " printed " + lines);
        return lines.subList(lines.size() - 2, lines.size());
    }
}
