package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.derain4j.cli.LauncherProject.Run;
import org.derain4j.cli.common.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of the command that tools/bin/derain starts: every line, in order, and nothing of the JVM's. */
@DisabledOnOs(OS.WINDOWS)
class LauncherStreamsTest {

    @TempDir
    private Path folder;

    private LauncherProject project;

    @BeforeEach
    void project() throws IOException {
        project = new LauncherProject(folder);
        project.pretendBuilt();
    }

    @Test
    void theRealThingIsSilentAndPassesItsExitCode() throws Exception {
        Run run = project.shell("\"$derain\" models nothing.safetensors");
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("nothing.safetensors\n    no model: "), run.out());
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
    }

    /** The files' names say where they stand among the lines of the two streams. */
    @Test
    void aLogHoldsEveryLineInOrder() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("p"));
        Pictures.save(Pictures.colour(), pictures.resolve("1.png"));
        Files.writeString(pictures.resolve("2.png"), "broken");
        Pictures.save(Pictures.colour(), pictures.resolve("3.png"));
        Files.writeString(pictures.resolve("4.png"), "broken");
        String command = "{ echo first; \"$derain\" eval --rain p --clean p --result p; echo last; }";
        for (String log : List.of(" > log 2>&1", " >> log 2>> log")) {
            project.shell("rm -f log; " + command + log);
            List<String> lines = Files.readAllLines(folder.resolve("log"));
            assertEquals(List.of("first", "result: p", "picture", "1.png", "derain: p/2.png: not a PNG", "3.png",
                    "derain: p/4.png: not a PNG", "mean of 2"),
                    lines.subList(0, 8).stream().map(line -> line.replaceAll("(  +|, JPEG).*", "")).toList(), log);
            assertEquals("last", lines.getLast(), log);
        }
    }

    @Test
    void onlyTheWarningIsFiltered() throws Exception {
        Run run = project.run(
                Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25").toString(), "DERAIN_OPTS", "-Xmx1g -Da=b"),
                project.launcher, "an input.png", "-o", "");
        assertEquals(42, run.exitCode());
        // The filter may be a moment behind what is no JVM.
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.readAllLines(run.errFile()).size() < 2 && System.nanoTime() < patience) {
            Thread.sleep(10);
        }
        assertEquals(List.of("on 0", "on 2"), Files.readAllLines(run.errFile()).stream().sorted().toList());
        List<String> words = run.out().lines().toList();
        Path options = project.launcher.toRealPath().resolveSibling("derain.options");
        assertTrue(words.containsAll(List.of("@" + options, "-Xmx1g", "-Da=b", "-Dderain.terminal=false")), run.out());
        assertEquals(List.of("org.derain4j.cli.Derain", "an input.png", "-o", ""),
                words.subList(words.size() - 4, words.size()));
    }

    @Test
    void whatADriverPrintsIsThereWhenTheCommandEnds() throws Exception {
        Run run = project.run(Map.of("java", System.getProperty("java.home") + "/bin/java"), Path.of("/bin/bash"), "-c",
                """
                        exec 3>&2 0>&2 2> >(sleep 0.3; cat >&3)
                        exec "$java" -Dderain.errors=0 -Dderain.filter=$! -cp "$0" "$1"
                        """, System.getProperty("java.class.path"), Driver.class.getName());
        assertEquals("said by the command\nsaid by the driver\n", run.err());
        assertEquals(7, run.exitCode());
    }

    /** Stands for the command with a driver that prints on descriptor 2. */
    static final class Driver {

        public static void main(String[] args) throws IOException {
            ErrorStream.take();
            new FileOutputStream(FileDescriptor.err).write("said by the driver\n".getBytes(StandardCharsets.US_ASCII));
            System.err.println("said by the command");
            ErrorStream.drain();
            System.exit(7);
        }
    }

    @Test
    void lostOutputIsAFailure() throws Exception {
        Run run = project.shell("\"$derain\" --version >&-");
        assertEquals("derain: standard output is incomplete: the disk is full, or what reads it has ended.\n",
                run.err());
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
    }

    @Test
    void aClosedErrorStreamIsNoReasonToFail() throws Exception {
        Run run = project.run(
                Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25").toString(), "derain", project.launcher.toString()),
                Path.of("/bin/sh"), "-c", "\"$derain\" 2>&-");
        assertEquals("", run.err());
        assertEquals(42, run.exitCode());
    }

    @Test
    void signalsReachTheCommand() throws Exception {
        Path jdk = project.fakeJdk("25", "#!/bin/sh\necho begun\nexec sleep 60\n");
        ProcessBuilder builder = new ProcessBuilder(project.launcher.toString());
        builder.environment().put("DERAIN_JAVA_HOME", jdk.toString());
        Process process = builder.start();
        assertEquals('b', process.getInputStream().read());
        process.destroy();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(128 + 15, process.exitValue());
    }

    @Test
    void namesOutsideAsciiWorkInAnyLocaleAndOthersAreSaidToBeWrong() throws Exception {
        // Made by the shell: this JVM itself may be in a locale that cannot.
        Run run = project.shell("""
                export LC_ALL=C
                printf wet > "$(printf 'gr\\303\\274n.png')"
                printf wet > "$(printf 'm\\374de.png')"
                "$derain" gr*n.png m*de.png
                """);
        List<String> lines = run.err().lines().toList();
        assertTrue(lines.get(0).contains("not a PNG"), run.err());
        assertTrue(lines.get(1).endsWith(": no such file or folder, as its name is not UTF-8; rename it."), run.err());
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
    }
}
