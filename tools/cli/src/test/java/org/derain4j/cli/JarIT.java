package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.derain4j.structure.OlderJava;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar}, as somebody has it who knows nothing of options. */
class JarIT {

    private static final String JAR = System.getProperty("derain4j.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path SAMPLE = Path.of("../samples/lighthouse.png");
    private static final String PORTABLE = "using the portable backend";

    @TempDir
    private Path folder;

    private record Ended(int exitCode, byte[] out, String err) {}

    @Test
    void aJavaThatIsTooOldIsTold() throws Exception {
        OlderJava older = OlderJava.newest().orElse(null);
        if (older == null) {
            System.out.println("JarIT: 1 case skipped: " + OlderJava.NONE);
        }
        Assumptions.assumeTrue(older != null, OlderJava.NONE);
        Ended ended = end(start(older.program(), List.of(), JAR, SAMPLE.toString(), "-o", folder.toString()));
        assertEquals("derain: needs Java 25 or newer, and this is Java " + older.version() + " in ",
                ended.err().substring(0, ended.err().indexOf('/')));
        assertTrue(ended.err()
                .endsWith("start the jar by the java of that, derain.cmd with DERAIN_JAVA_HOME set to its folder."
                        + System.lineSeparator()),
                ended.err());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertEquals(2, ended.exitCode());
        assertEquals(0, ended.out().length);
    }

    /** As JReleaser's script for jbang does, whose own declares Exception. */
    @Test
    void othersMayCallIt() throws Exception {
        assertArrayEquals(new Class<?>[]{Exception.class},
                Class.forName("org.derain4j.cli.Main").getMethod("main", String[].class).getExceptionTypes());
    }

    /** By vectors, which round otherwise than plain loops where they are used. */
    @Test
    void withoutOptionsThePictureIsThatOfTheVectorModule() throws Exception {
        Path without = folder.resolve("without.png");
        Path with = folder.resolve("with.png");
        Ended ended = end(start(JAVA, List.of(), JAR, SAMPLE.toString(), "-o", without.toString()));
        assertEquals(0, ended.exitCode(), ended.err());
        assertFalse(ended.err().contains(PORTABLE), ended.err());
        assertEquals(0, end(start(JAVA, List.of("--add-modules", "jdk.incubator.vector"), JAR, SAMPLE.toString(), "-o",
                with.toString())).exitCode());
        assertArrayEquals(Files.readAllBytes(with), Files.readAllBytes(without));
    }

    @Test
    void allThreeStreamsAndTheExitCodeAreItsOwn() throws Exception {
        Process process = builder(JAVA, List.of(), JAR, "-").redirectInput(SAMPLE.toFile()).start();
        Ended ended = end(process);
        assertEquals(0, ended.exitCode(), ended.err());
        assertArrayEquals(new byte[]{(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(ended.out(), 4));
        Ended failed = end(start(JAVA, List.of(), JAR, folder.resolve("no such.png").toString(), "-o", "x.png"));
        assertTrue(failed.err().endsWith("no such.png: no such file or folder." + System.lineSeparator()),
                failed.err());
        assertEquals(1, failed.exitCode());
        assertEquals(2, end(start(JAVA, List.of(), JAR, "--nonsense")).exitCode());
    }

    @Test
    void aSignalToTheOneEndsTheOther() throws Exception {
        Process first = start(JAVA, List.of("-Xmx321m"), JAR, "-"); // waits for its input
        ProcessHandle second = second(first);
        assertTrue(List.of(second.info().arguments().orElseThrow()).contains("-Xmx321m"));
        first.destroy();
        assertEquals(128 + 15, end(first).exitCode());
        assertFalse(second.isAlive());
    }

    /** Even what nobody can pass on; also where no stream ends. */
    @Test
    void theSecondOneEndsSoonAfterTheFirstWasKilled() throws Exception {
        Process first = start(JAVA, List.of(), JAR, "serve", "--port", "0");
        ProcessHandle second = second(first);
        first.destroyForcibly();
        try {
            second.onExit().get(20, TimeUnit.SECONDS);
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void theFirstOneEndsAsTheSecondDid() throws Exception {
        Process first = start(JAVA, List.of(), JAR, "-");
        assertTrue(second(first).destroyForcibly());
        assertEquals(128 + 9, end(first).exitCode());
    }

    /** There is one port of a debugger, and one file of an agent. */
    @Test
    void withAnAgentThereIsNoSecondJavaButANote() throws Exception {
        Ended ended = end(start(JAVA, List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n"), JAR,
                SAMPLE.toString(), "-o", folder.resolve("agent.png").toString()));
        assertEquals(0, ended.exitCode(), ended.err());
        assertTrue(ended.err().contains(PORTABLE), ended.err());
        assertTrue(ended.err().contains("start Java with --add-modules jdk.incubator.vector"), ended.err());
    }

    @Test
    void aJarWithoutItsLibrariesSaysSo() throws Exception {
        Path alone = Files.copy(Path.of(JAR), folder.resolve("alone.jar"));
        Ended ended = end(start(JAVA, List.of(), alone.toString(), "--version"));
        assertEquals(2, ended.exitCode());
        String said = ended.err().replaceFirst("^" + LauncherProject.WARNING + "\\R", "");
        assertTrue(
                said.matches(
                        "derain: is not whole: [\\w.$]+ is missing; the folder lib, .* must lie beside the jar\\.\\R"),
                said);
    }

    /** Once it runs the command. */
    private static ProcessHandle second(Process first) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            Optional<ProcessHandle> child = first.children().findFirst();
            if (child.isPresent() && child.get().info().arguments().isPresent()
                    && List.of(child.get().info().arguments().get()).contains("org.derain4j.cli.Main")) {
                Thread.sleep(1500); // until it waits for its input
                return child.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no second Java");
    }

    private Process start(Path java, List<String> options, String... words) throws IOException {
        return builder(java, options, words).start();
    }

    private ProcessBuilder builder(Path java, List<String> options, String... words) {
        List<String> line = new ArrayList<>(List.of(java.toString()));
        line.addAll(options);
        line.add("-jar");
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeAll(List.of("LD_PRELOAD", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder;
    }

    private Ended end(Process process) throws Exception {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), Files.readAllBytes(folder.resolve("out")),
                Files.readString(folder.resolve("err")));
    }
}
