package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.derain.RainRemover;
import org.derain4j.engine.Memory;
import org.derain4j.engine.PictureException;
import org.derain4j.engine.Rounding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --memory} and {@code --scratch}, and what is said and kept where they do not help. */
class MemoryOptionsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sheet", "eval", "bench", "conformance", "inspect"})
    void everyCommandThatRunsTheNetworkHasThem(String command) {
        String help = new FakeEngine().run(command, "--help").out();
        assertTrue(help.contains("--memory=SIZE") && help.contains("--scratch=FOLDER"), help);
    }

    @Test
    void aPictureUnderABudgetIsTheSame() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        assertEquals(ExitCode.DONE, real(input, "-o", folder.resolve("free.png")).exitCode());
        Run run = real(input, "-o", folder.resolve("bound.png"), "--memory", "100M", "--scratch", folder);
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exitCode());
        assertEquals(List.of("a.png", "bound.png", "free.png"), names());
        assertEquals(-1, Files.mismatch(folder.resolve("free.png"), folder.resolve("bound.png")));
    }

    @Test
    void whatIsNoAmountOfMemoryIsWrongUsage() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = real(input, "--memory", "much");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(
                "derain: Invalid value for option '--memory': 'much' is no amount of memory; give a number above 0 "
                        + "and a unit, for example 2G or 1536M; see 'derain --help'.\n",
                run.err());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path gone = folder.resolve("gone");
        Run run = real(input, "--scratch", gone);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --scratch " + gone + ": there is no such folder; create it first.\n", run.err());
        assertEquals(List.of("a.png"), names());
    }

    @Test
    void moreThanJavaHasIsSaidOnceAndWorks() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Path other = Pictures.save(Pictures.grey(), folder.resolve("b.png"));
        Run run = real(input, other, "--memory", "900T");
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(
                run.err()
                        .matches("derain: note: --memory asks for 921600 GB, but Java has room for [\\d.]+ [MG]B here, "
                                + "which is what is used; more takes a larger heap \\(-Xmx\\) or a larger machine\\.\n"),
                run.err());
    }

    @Test
    void aLongRunIsAnnouncedBeforeIt() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = new FakeEngine().saying("16x12 with a scratch file of 7.1 GB (2.0 GB of memory); about 4 min")
                .run(input);
        assertEquals(ExitCode.DONE, run.exitCode());
        assertEquals("derain: note: " + input
                + ": 16x12 with a scratch file of 7.1 GB (2.0 GB of memory); about 4 min.\n", run.err());
    }

    /** As where the disk is full or cannot be read. */
    @Test
    void whatGoesWrongInTheMiddleLeavesTheInputAndNothingElse() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        byte[] before = Files.readAllBytes(input);
        Run run = new FakeEngine(_ -> {
            throw PictureException.ofRoom(
                    "the scratch file in /var/tmp cannot be written (no space left on device); choose "
                            + "another folder for it (--scratch, or DerainerBuilder.scratch)",
                    null);
        }, 0).run(input, "--compare", "--overwrite", "-o", input);
        assertEquals(ExitCode.NO_ROOM, run.exitCode());
        assertEquals("derain: " + input + ": the scratch file in /var/tmp cannot be written (no space left on device); "
                + "choose another folder for it (--scratch, or DerainerBuilder.scratch).\n", run.err());
        assertEquals(List.of("a.png"), names());
        assertArrayEquals(before, Files.readAllBytes(input));
    }

    @Test
    void aBudgetThatIsTooSmallIsASentence() throws IOException {
        Path input = Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Run run = FakeEngine.run((_, _) -> new FakeEngine() {

            @Override
            Memory memory(int height, int width) {
                throw PictureException.ofRoom(
                        "16 x 12 pixels take 40 MB of memory at least, and the budget is 10 MB; raise it", null);
            }
        }.open(null, Rounding.NEAREST), input, "--memory", "10M");
        assertEquals(ExitCode.NO_ROOM, run.exitCode());
        assertEquals(
                "derain: " + input
                        + ": 16 x 12 pixels take 40 MB of memory at least, and the budget is 10 MB; raise it.\n",
                run.err());
        assertEquals(List.of("a.png"), names());
    }

    private static Run real(Object... args) {
        return FakeEngine.run((options, rounding) -> RainRemover.of(options.open(rounding), options), args);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
