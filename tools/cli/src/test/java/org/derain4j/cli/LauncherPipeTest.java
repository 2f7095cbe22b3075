package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.derain4j.cli.LauncherProject.Run;
import org.derain4j.cli.common.ExitCode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures through the standard streams of the command that tools/bin/derain starts. */
@DisabledOnOs(OS.WINDOWS)
class LauncherPipeTest {

    /** A JVM that passes its input on, warns, says much on 2, and writes down what it was started with. */
    private static final String PASSING = """
            #!/usr/bin/env bash
            printf '%%s\\n' "$@" > '%s'
            echo '%s' >&2
            for i in {1..500}; do echo "line $i" >&2; done
            cat
            """;

    @TempDir
    private Path folder;

    private LauncherProject project;

    @BeforeEach
    void project() throws IOException {
        project = new LauncherProject(folder);
        project.pretendBuilt();
    }

    private Run passing(String script) throws Exception {
        String java = PASSING.formatted(folder.resolve("words"), LauncherProject.WARNING);
        return project.run(Map.of("DERAIN_JAVA_HOME", project.fakeJdk("25", java).toString(), "derain",
                project.launcher.toString()), Path.of("/bin/sh"), "-c", script);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-o out.png -", "--from-list -", "--from-list=- -o dry/", "-f png -- -"})
    void standardInputStaysSoAndNoLineOfTheLogIsLost(String words) throws Exception {
        Run run = passing("printf 'a picture' | \"$derain\" " + words);
        assertEquals("a picture", run.out());
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); // the filter may be behind what is no JVM
        while (Files.readAllLines(run.errFile()).size() < 500 && System.nanoTime() < patience) {
            Thread.sleep(10);
        }
        assertEquals(IntStream.rangeClosed(1, 500).mapToObj(i -> "line " + i).toList(),
                Files.readAllLines(run.errFile()));
        assertTrue(Files.readAllLines(folder.resolve("words")).contains("-Dderain.errors=2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./- -o x.png", "a-b.png", "--output=- a.png", "--from-list=names"})
    void otherwiseItIsTheErrorStream(String words) throws Exception {
        Run run = project.run(words.split(" "));
        assertTrue(run.out().contains("\n-Dderain.errors=0\n"), run.out());
        assertTrue(Files.readAllLines(run.errFile()).contains("on 0"));
    }

    @Test
    void framesGoThrough() throws Exception {
        byte[] stream = ("YUV4MPEG2 W6 H4 C420mpeg2\nFRAME\n"
                + "a frame of thirty-six bytes, so to say".substring(0, 36)
                + "FRAME Ip\n" + "x".repeat(36)).getBytes(StandardCharsets.US_ASCII);
        Files.write(folder.resolve("in.y4m"), stream);
        Run run = project.shell("cat in.y4m | \"$derain\" - --strength 0 | cat > out.y4m");
        assertTrue(run.err().startsWith("- -> -  6x4  2 frames"), run.err());
        assertArrayEquals(stream, Files.readAllBytes(folder.resolve("out.y4m")));
    }

    @Test
    void aPictureGoesThroughAndTheLogHasItsLine() throws Exception {
        Pictures.save(Pictures.colour(), folder.resolve("p.png"));
        Run run = project.shell("""
                "$derain" p.png -o named.png > /dev/null || exit
                { echo first; cat p.png | "$derain" - | cat > piped.png; echo last; } >> log 2>&1
                """);
        assertEquals("", run.err());
        assertArrayEquals(Files.readAllBytes(folder.resolve("named.png")),
                Files.readAllBytes(folder.resolve("piped.png")));
        List<String> lines = Files.readAllLines(folder.resolve("log"));
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.get(1).startsWith("- -> -  16x12  "), lines::toString);
    }

    @Test
    void whatComesToNothingIsSaidInASentence() throws Exception {
        for (String nothing : List.of("</dev/null", "<&-")) {
            Run run = project.shell("\"$derain\" - " + nothing);
            assertEquals("derain: -: nothing came from there; see why what should write a picture did not.\n",
                    run.err());
            assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
            assertEquals("", run.out());
        }
    }

    @Test
    void aPipeThatIsClosedIsSaidInASentence() throws Exception {
        Pictures.save(Pictures.colour(), folder.resolve("p.png"));
        Run run = project.shell("{ sleep 0.2; \"$derain\" - < p.png; echo $? > code; } | true");
        assertEquals("derain: -: what was written is incomplete (Broken pipe): the disk is full, or what reads it has "
                + "ended.\n", run.err());
        assertEquals("" + ExitCode.INPUT_FAILED, Files.readString(folder.resolve("code")).strip());
        Run closed = project.shell("\"$derain\" - < p.png >&-");
        assertEquals(ExitCode.INPUT_FAILED, closed.exitCode());
        assertEquals(1, closed.err().lines().count(), closed.err());
    }

    /** By `script`, which gives a command a terminal. */
    @Test
    void onATerminalProgressIsDrawnAndAPictureRefused() throws Exception {
        Assumptions.assumeTrue(project.shell("script -qec true /dev/null").exitCode() == 0, "there is no script(1)");
        Pictures.save(Pictures.colour(), folder.resolve("p.png"));
        Run drawn = project.shell("script -qec '\"$derain\" - < p.png > dry.png' /dev/null");
        assertTrue(drawn.out().matches("(?s).*\\r-  \\[[#.]+\\] +\\d+ %.*"), drawn.out());
        assertTrue(drawn.out().contains("- -> -  16x12  "), drawn.out());
        assertEquals(-1, drawn.out().indexOf(LauncherProject.WARNING));
        assertTrue(Files.size(folder.resolve("dry.png")) > 0);
        Run refused = project.shell("script -qec '\"$derain\" - < p.png' /dev/null");
        assertTrue(refused.out().contains("standard output is a terminal; name a file with -o"), refused.out());
        assertEquals(ExitCode.USAGE, refused.exitCode());
        Run nothing = project.shell("script -qec '\"$derain\" - > dry.png' /dev/null");
        assertTrue(nothing.out().contains("standard input is a terminal; lead a picture there"), nothing.out());
    }
}
