package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.Cost;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsCommandTest {

    private static final String TINY = "the released graph, 8 channels, 2 fusion blocks, attention 1/1/1, ";

    @TempDir
    private Path folder;

    @Test
    void theEmbeddedModelsAreListedAndEachCanBeChosen() throws Exception {
        CommandRun run = CommandRun.of("models");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("lite (embedded, the default)\n    for       "), run.out());
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
        assertEquals(7, lines.length, run.out());
        assertEquals(folder.resolve("a.safetensors").toString(), lines[0]);
        assertTrue(lines[1].startsWith("    no model: "), run.out());
        assertEquals(folder.resolve("b").toString(), lines[2]);
        assertTrue(lines[3].startsWith("    network   " + TINY), run.out());
    }

    @Test
    void aFileIsListedUnderTheNameThatChoosesIt() {
        Path checkpoint = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        CommandRun run = CommandRun.of("models", checkpoint);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(checkpoint + "\n    network   " + TINY), run.out());
    }

    /** The checkout's, on the class path or not. */
    @ParameterizedTest
    @MethodSource("modelsOfTheCheckout")
    void whatShipsSaysWhatItIsForUnderWhichLicenceAndHowGoodItIs(Path file) throws Exception {
        CommandRun run = CommandRun.of("models", file);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String row : List.of("for", "licence", "scores", "held back", "network", "file", "cost", "memory")) {
            assertTrue(run.out().lines().anyMatch(line -> line.matches("    \\Q" + row + "\\E +\\S.*")), run.out());
        }
        Map<String, String> metadata = Model.load(file).metadata();
        String name = file.getFileName().toString().replace(".safetensors", "");
        Path card = file.resolve("../../../../../../README.md").normalize();
        assertTrue(Files.readString(card).contains("**Licence:** "), card.toString());
        if (metadata.containsKey("credits")) {
            assertEquals("META-INF/derain4j/" + name + "/CREDITS.tsv in derain4j-weights-" + name,
                    metadata.get("credits"));
            assertTrue(Files.exists(card.resolveSibling("CREDITS.tsv")));
        }
    }

    static List<Path> modelsOfTheCheckout() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(System.getProperty("derain4j.root"), "weights"))) {
            List<Path> files = modules.map(module -> module.resolve("src/main/resources/META-INF/derain4j")
                    .resolve(module.getFileName() + ".safetensors")).filter(Files::exists).sorted().toList();
            assertFalse(files.isEmpty());
            return files;
        }
    }

    @Test
    void whatAModelCostsIsComputed() throws Exception {
        String lite = CommandRun.of("models").out();
        Model model = Model.embedded("lite");
        assertLine(lite, "cost      %,.0f multiply-adds a pixel", Cost.of(model.architecture()).liveMacsPerPixel());
        assertLine(lite, "file      %.1f MB", Model.embeddedBytes("lite") / 1e6);
        try (Derainer derainer = Derainer.builder().model(model).build()) {
            assertLine(lite, "memory    %.2f kB a pixel of a picture of 1000x1000, weights included",
                    derainer.memory(1000, 1000).bytes() / 1e9);
        }
        Path checkpoint = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        String tiny = CommandRun.of("models", checkpoint).out();
        double macs = Cost.of(Model.load(checkpoint).architecture()).liveMacsPerPixel();
        assertLine(tiny, "cost      %,.0f multiply-adds a pixel, %.3g times lite's", macs,
                macs / Cost.of(model.architecture()).liveMacsPerPixel());
        assertLine(tiny, "file      %.1f MB", (Files.size(Fixtures.TINY_GENERATOR.resolve("tiny.index"))
                + Files.size(Fixtures.TINY_GENERATOR.resolve("tiny.data-00000-of-00001"))) / 1e6);
    }

    @Test
    void whatAFileSaysOfItselfIsShownWithoutSteeringTheTerminalAndWhatItDoesNotSayIsNot() throws Exception {
        Path file = folder.resolve("said.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("purpose", "red\u001b[31m\nlite: the default",
                "License", "free", "scores", " "));
        Model model = Model.load(Fixtures.checkpoint(Fixtures.TINY_GENERATOR));
        for (Model.Variable variable : model.variables()) {
            writer.add(variable.name(), DType.F32, variable.shape(), model.values(variable.name()));
        }
        writer.write(file);
        String out = CommandRun.of("models", file).out();
        assertTrue(out.startsWith(file + "\n    for       red\\u001b[31m\\u000alite: the default\n    licence   free\n"
                + "    network   " + TINY), out);
    }

    @Test
    void jsonHoldsTheSame() throws Exception {
        String lite = CommandRun.of("models", "--json").out();
        for (String part : List.of("\"model\": \"lite\"", "\"byDefault\": true", "\"licence\": \"",
                "\"fileBytes\": " + Model.embeddedBytes("lite"), "\"timesDefault\": 1.0", "\"refused\": {}")) {
            assertTrue(lite.contains(part), lite);
        }
        Files.writeString(folder.resolve("a.safetensors"), "not a model");
        CommandRun run = CommandRun.of("models", folder, "--json");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.out().startsWith("{\n  \"models\": [],\n  \"refused\": {\n"), run.out());
    }

    /** m17n1 is a module of its own that the command does not bring. */
    @Test
    void aModelThatIsNotThereIsRefusedInOneSentenceWithTheRemedy() throws Exception {
        String said = "derain: there is no model `m17n1` on the class path, only "
                + String.join(", ", Model.embeddedNames())
                + ": add derain4j-weights-m17n1 to it, or name a file, a .safetensors one or a checkpoint's prefix "
                + "(a checkout of Derain4J may have weights/m17n1/src/main/resources/META-INF/derain4j/m17n1.safetensors).\n";
        for (CommandRun run : List.of(CommandRun.of("inspect", "m17n1"), CommandRun.of("bench", "-m", "m17n1"))) {
            assertEquals(ExitCode.MODEL, run.exitCode());
            assertEquals(said, run.err());
        }
    }

    private static void assertLine(String out, String format, Object... values) {
        String line = "    " + String.format(Locale.ROOT, format, values) + "\n";
        assertTrue(out.contains(line), () -> "no " + line + " in\n" + out);
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
