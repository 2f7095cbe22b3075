package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {

    private static final Path CHECKPOINT = Fixtures.checkpoint(Fixtures.TINY_MODEL);

    @Test
    void theArchitectureAndWhatItCosts() throws Exception {
        CommandRun run = CommandRun.of("inspect", CHECKPOINT, "--size", "13x7");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertContains(run.out(), "Graph            MSPFN, the training graph (scope model, blocks URAB)\n");
        assertContains(run.out(), "Channels C       8\n");
        assertContains(run.out(), "Fusion blocks M  1\n");
        assertContains(run.out(), "Attention N      1, 3, 3 at quarter, half and full size\n");
        assertContains(run.out(), "Parameters       85,464 stored, ");
        assertContains(run.out(), " multiply-adds per pixel as written, ");
        try (Derainer derainer = Derainer.builder().model(CHECKPOINT).build()) {
            assertContains(run.out(), "Memory           %,.1f MiB for a picture of 13x7, model included\n"
                    .formatted(derainer.memory(7, 13).bytes() / 1048576.0));
        }
        assertFalse(run.out().contains("model/rnn1/weight"), run.out());
    }

    @Test
    void variablesAreListedOnRequest() {
        CommandRun run = CommandRun.of("inspect", CHECKPOINT, "--variables");
        assertContains(run.out(), "\nmodel/rnn1/weight  3x3x8x3\n");
        assertContains(run.out(), "\nmodel/rnn1/alpha  8\n");
    }

    @Test
    void jsonHoldsTheSame() {
        String json = CommandRun.of("inspect", CHECKPOINT, "--json").out();
        assertContains(json, "\"channels\": 8");
        assertContains(json, "\"parameters\": 85464");
        assertContains(json, "\"width\": 480");
        assertContains(json, "\"shapes\": []");
        assertContains(CommandRun.of("inspect", CHECKPOINT, "--json", "--variables").out(),
                "\"name\": \"model/rnn1/weight\",\n      \"shape\": [3, 3, 8, 3]");
    }

    @Test
    void embeddedModelsHaveNames() {
        CommandRun run = CommandRun.of("inspect", "lite");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertContains(run.out(), "Channels C       32\n");
        assertContains(run.out(), "format = derain4j\n");
    }

    @Test
    void trainingStateAndMetadataAreShownWithoutSteeringTheTerminal(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter(
                Map.of("note", "red\u001b[31m\nderain: all fine\u202e", "\u009bkey", "\u0085"));
        Model model = Model.load(CHECKPOINT);
        for (Model.Variable variable : model.variables()) {
            writer.add(variable.name(), DType.F32, variable.shape(), model.values(variable.name()));
            writer.add(variable.name() + "/Adam", DType.F32, variable.shape(), model.values(variable.name()));
        }
        writer.write(file);
        String out = CommandRun.of("inspect", file).out();
        assertContains(out, "note = red\\u001b[31m\\u000aderain: all fine\\u202e\n");
        assertContains(out, "\\u009bkey = \\u0085\n");
        assertContains(out, "Left aside       " + model.variables().size() + " tensors of training state: ");
        assertContains(out, ", ... and " + (model.variables().size() - 3) + " more\n");
        assertFalse(CommandRun.of("inspect", file, "--variables").out().contains("..."));
        String json = CommandRun.of("inspect", file, "--json").out();
        assertContains(json, "\"note\": \"red\\u001b[31m\\nderain: all fine\\u202e\"");
        assertContains(json, "\"\\u009bkey\": \"\\u0085\"");
    }

    @Test
    void aBudgetShowsWhatLiesWhere() {
        CommandRun run = CommandRun.of("inspect", CHECKPOINT, "--size", "64x48", "--memory", "200M");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String line : List.of("Maps whole       [\\d,]+, [\\d,.]+ MiB", "Maps in rows     [\\d,]+, [\\d,.]+ MiB",
                "Maps on file     0, 0\\.0 MiB in memory, 0\\.0 MiB in the file",
                "Scratch file     0\\.0 MiB; 0\\.0 MiB read, 0\\.0 MiB written",
                "Time             about \\d+ s; \\d+\\.\\d s of arithmetic, 0\\.0 s of the scratch file at the same time")) {
            assertTrue(run.out().lines().anyMatch(shown -> shown.matches(line)),
                    () -> "no " + line + " in " + run.out());
        }
        String json = CommandRun.of("inspect", CHECKPOINT, "--size", "64x48", "--memory", "200M", "--json").out();
        assertContains(json, "\"scratchBytes\": 0,");
        assertContains(json, "\"computeSeconds\": ");
        assertFalse(CommandRun.of("inspect", CHECKPOINT).out().contains("Scratch"), "measured for who asks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"480", "0x3", "axb", "-3x3", "99999999x2"})
    void whatIsNoSizeIsWrongUsage(String size) {
        CommandRun run = CommandRun.of("inspect", CHECKPOINT, "--size", size);
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertContains(run.err(), "'" + size + "' is no size; give WIDTHxHEIGHT");
    }

    @Test
    void whatIsNoModelIsAModelProblem(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("text.safetensors"), "not a model");
        CommandRun run = CommandRun.of("inspect", file);
        assertEquals(ExitCode.MODEL, run.exitCode());
        assertContains(run.err(), file.toString());
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "no " + part + " in\n" + text);
    }
}
