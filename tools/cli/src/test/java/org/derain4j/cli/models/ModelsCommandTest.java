package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {

    private static final String TINY = "the released graph, 8 channels, 2 fusion blocks, attention 1/1/1, ";

    @TempDir
    private Path folder;

    @Test
    void theEmbeddedModelsAreListedAndEachCanBeChosen() throws Exception {
        CommandRun run = CommandRun.of("models");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("lite (embedded, the default)\n    the released graph, 32 channels, "),
                run.out());
        for (String name : Model.embeddedNames()) {
            assertTrue(run.out().contains(name + " (embedded"), run.out());
            assertEquals(ExitCode.DONE, CommandRun.of("inspect", name).exitCode());
        }
    }

    @Test
    void aFolderIsLookedThroughAndWhatIsNoModelIsSaid() throws Exception {
        copy("tiny.index", "b.index");
        copy("tiny.data-00000-of-00001", "b.data-00000-of-00001");
        Files.writeString(folder.resolve("a.safetensors"), "not a model");
        Files.writeString(folder.resolve("notes.txt"), "not looked at");
        CommandRun run = CommandRun.of("models", folder);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        String[] lines = run.out().split("\n");
        assertEquals(4, lines.length, run.out());
        assertEquals(folder.resolve("a.safetensors").toString(), lines[0]);
        assertTrue(lines[1].startsWith("    no model: "), run.out());
        assertEquals(folder.resolve("b").toString(), lines[2]);
        assertTrue(lines[3].startsWith("    " + TINY), run.out());
    }

    @Test
    void aFileIsListedUnderTheNameThatChoosesIt() {
        Path checkpoint = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        CommandRun run = CommandRun.of("models", checkpoint);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(checkpoint + "\n    " + TINY), run.out());
    }

    @Test
    void aFolderWithoutModelsAndAMissingPathAreNamed() {
        CommandRun empty = CommandRun.of("models", folder);
        assertEquals(ExitCode.INPUT_FAILED, empty.exitCode());
        assertTrue(empty.err().contains(folder + ": the folder holds no model"), empty.err());
        CommandRun missing = CommandRun.of("models", folder.resolve("nowhere.safetensors"));
        assertEquals(ExitCode.INPUT_FAILED, missing.exitCode());
        assertTrue(missing.out().contains("nowhere.safetensors\n    no model: "), missing.out());
    }

    private void copy(String from, String to) throws Exception {
        Files.copy(Fixtures.TINY_GENERATOR.resolve(from), folder.resolve(to));
    }
}
