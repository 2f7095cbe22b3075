package org.derain4j.cli.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ConformanceCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"reference", "portable", "vector"})
    void theTinyNetworkConforms(String backend) {
        CommandRun run = CommandRun.of("conformance", Fixtures.TINY_GENERATOR, "--backend", backend, "--threads", 1);
        assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
        String[] lines = run.out().split("\n");
        assertTrue(lines[0].startsWith(Fixtures.TINY_GENERATOR + ", model "), lines[0]);
        assertTrue(lines[0].contains(backend), lines[0]);
        assertTrue(lines[2].matches("odd_quarter +28x20 .* 0 of 1680 .* ok"), lines[2]);
        assertTrue(lines[3].matches("taps +20x12 .* 0 of 720 .* ok +61, worst .*"), lines[3]);
        assertEquals("2 cases: 2 passed, 0 failed, 0 left out.", lines[4]);
    }

    /** The cases were computed by PyTorch in float64, from the embedded weights themselves. */
    @ParameterizedTest
    @ValueSource(strings = {"reference", "vector"})
    void theEmbeddedModelConforms(String backend) {
        CommandRun run = CommandRun.of("conformance", Fixtures.LITE, "-m", "lite", "--backend", backend);
        assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().endsWith("2 cases: 2 passed, 0 failed, 0 left out.\n"), run.out());
    }

    @Test
    void casesNotAskedForAreCounted() {
        CommandRun run = CommandRun.of("conformance", Fixtures.TINY_MODEL, "--case", "taps");
        assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("odd_quarter      left out: not asked for\n"), run.out());
        assertTrue(run.out().endsWith("2 cases: 1 passed, 0 failed, 1 left out.\n"), run.out());
    }

    @Test
    void jsonSaysWhatRan() {
        CommandRun run = CommandRun.of("conformance", Fixtures.TINY_MODEL, "--json");
        assertEquals(ExitCode.DONE, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().startsWith("{\n  \"directory\": "), run.out());
        assertTrue(run.out().contains("\"conforms\": true"), run.out());
        assertTrue(run.out().contains("\"name\": \"residual_memory/lstm_group/h\""), run.out());
    }

    @Test
    void anotherModelDepartsAndTheFirstMapIsShown() {
        CommandRun run = CommandRun.of("conformance", Fixtures.TINY_GENERATOR, "-m",
                Fixtures.checkpoint(Fixtures.TINY_MODEL));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.out().contains("the result is "), run.out());
        assertTrue(run.out().contains("map rnn1 departs most at row "), run.out());
        assertTrue(run.out().contains("the network has no map BCM4_0/down"), run.out());
        assertTrue(run.out().endsWith("2 cases: 0 passed, 2 failed, 0 left out.\n"), run.out());
    }

    @Test
    void aFolderWithoutAModelNeedsOne() throws IOException {
        copyWithoutModel();
        CommandRun run = CommandRun.of("conformance", folder);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: " + folder + " holds no model: name one with -m.\n", run.err());
        assertEquals(ExitCode.DONE, CommandRun.of("conformance", folder, "-m",
                Fixtures.checkpoint(Fixtures.TINY_GENERATOR)).exitCode());
    }

    @Test
    void packedDataAreAModelProblem() throws IOException {
        copyWithoutModel();
        Files.createFile(folder.resolve("epoch.index"));
        Files.createFile(folder.resolve("epoch.data-00000-of-00001.planes.gz"));
        CommandRun run = CommandRun.of("conformance", folder);
        assertEquals(ExitCode.MODEL, run.exitCode());
        assertTrue(run.err().contains("is packed: unpack it"), run.err());
    }

    @Test
    void unknownCasesAreWrongUsage() {
        CommandRun run = CommandRun.of("conformance", Fixtures.TINY_MODEL, "--case", "taps", "photo");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --case: " + Fixtures.TINY_MODEL + " has no case photo; it has odd_quarter, taps.\n",
                run.err());
    }

    @Test
    void aFolderWithoutCasesFails() {
        CommandRun run = CommandRun.of("conformance", folder);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains("holds no case"), run.err());
    }

    private void copyWithoutModel() throws IOException {
        try (Stream<Path> files = Files.list(Fixtures.TINY_GENERATOR)) {
            for (Path file : files.filter(path -> !path.getFileName().toString().startsWith("tiny.")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
