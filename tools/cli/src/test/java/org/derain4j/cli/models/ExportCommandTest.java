package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.Model;
import org.derain4j.onnx.InputSize;
import org.derain4j.onnx.OnnxExporter;
import org.derain4j.onnx.Recurrence;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That the files compute what they should is shown where the exporter is, in ONNX Runtime. */
class ExportCommandTest {

    private static final Path CHECKPOINT = Fixtures.checkpoint(Fixtures.TINY_MODEL);

    @TempDir
    Path folder;

    static Stream<Arguments> forms() {
        InputSize open = new InputSize.Open();
        return Stream.of(Arguments.of(List.of(), Recurrence.PRUNED, open),
                Arguments.of(List.of("--as-written"), Recurrence.AS_WRITTEN, open),
                Arguments.of(List.of("--size", "28x20"), Recurrence.PRUNED, new InputSize.Fixed(20, 28)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theFileIsWhatTheOptionsAskFor(List<String> options, Recurrence recurrence, InputSize size)
            throws IOException {
        Path file = folder.resolve("tiny.onnx");
        CommandRun run = CommandRun.of(
                Stream.concat(Stream.of("export", CHECKPOINT, "-o", file), options.stream()).toArray());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        Model model = Model.load(CHECKPOINT);
        Map<String, String> metadata = new Conversion(model, StoredType.F32)
                .metadata(ModelSources.of(CHECKPOINT).hashes());
        assertEquals("URAB", metadata.get("block"));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        OnnxExporter.export(model, recurrence, size, metadata).writeTo(expected);
        assertArrayEquals(expected.toByteArray(), Files.readAllBytes(file));
        assertTrue(run.out().matches("\\Q" + CHECKPOINT + " -> " + file + "\\E  \\d+ nodes, [\\d,]+ bytes\n"),
                run.out());
        assertEquals(List.of(file), list(folder));
    }

    @Test
    void theEmbeddedModelIsExportedByName() throws IOException {
        Path file = folder.resolve("lite.onnx");
        CommandRun run = CommandRun.of("export", "lite", "-o", file);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(Files.size(file) > 4 * Model.embedded("lite").liveParameters());
    }

    @Test
    void theLicenceStaysWordForWord() throws IOException {
        String words = "some of the training photos are for non-commercial research only";
        Model tiny = Model.load(CHECKPOINT);
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("licence", words, "begun_from", "random weights"));
        for (Model.Variable variable : tiny.variables()) {
            writer.add(variable.name(), DType.F32, variable.shape(), tiny.values(variable.name()));
        }
        Path source = folder.resolve("tiny.safetensors");
        writer.write(source);
        Path file = folder.resolve("tiny.onnx");
        assertEquals(ExitCode.DONE, CommandRun.of("export", source, "-o", file).exitCode());
        assertTrue(holds(file, words) && holds(file, "random weights") && !holds(file, "carry none"));
        String own = Model.embedded("lite").metadata().get("licence");
        assertEquals(ExitCode.DONE, CommandRun.of("export", "lite", "-o", file, "--overwrite").exitCode());
        assertTrue(holds(file, own) && !holds(file, "carry none"));
    }

    private static boolean holds(Path file, String words) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(words);
    }

    @Test
    void existingFilesAreReplacedOnlyOnRequest() throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.onnx"), "precious");
        CommandRun run = CommandRun.of("export", CHECKPOINT, "-o", file);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: -o " + file + ": exists already; add --overwrite to replace it.\n", run.err());
        assertEquals("precious", Files.readString(file));
        assertEquals(ExitCode.DONE, CommandRun.of("export", CHECKPOINT, "-o", file, "--overwrite").exitCode());
        assertTrue(Files.size(file) > 4 * Model.load(CHECKPOINT).liveParameters());
    }

    @Test
    void theSourceIsNeverReplaced() throws IOException {
        Path safetensors = folder.resolve("tiny.safetensors");
        CommandRun.of("convert", CHECKPOINT, "-o", safetensors);
        Path source = Files.move(safetensors, folder.resolve("tiny.onnx"));
        byte[] before = Files.readAllBytes(source);
        CommandRun run = CommandRun.of("export", source, "-o", source, "--overwrite");
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains("is what is to be exported"), run.err());
        assertArrayEquals(before, Files.readAllBytes(source));
    }

    @ParameterizedTest
    @CsvSource({"tiny.bin, must end in .onnx", "nowhere/tiny.onnx, there is no folder", "folder.onnx, is a folder"})
    void impossibleOutputsAreWrongUsage(String name, String reason) throws IOException {
        Files.createDirectory(folder.resolve("folder.onnx"));
        CommandRun run = CommandRun.of("export", CHECKPOINT, "-o", folder.resolve(name));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains(reason), run.err());
    }

    @Test
    void sizesThatTheNetworkCannotTakeAreRefusedWithTheNextThatItCan() {
        Path file = folder.resolve("tiny.onnx");
        CommandRun run = CommandRun.of("export", CHECKPOINT, "-o", file, "--size", "481x320");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --size 481x320: the network takes sides that are multiples of 4, not 481x320; "
                + "pad to 484x320.\n", run.err());
        assertFalse(Files.exists(file));
    }

    @Test
    void aModelThatIsNotThereIsAModelProblem() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        CommandRun run = CommandRun.of("export", nowhere, "-o", folder.resolve("x.onnx"));
        assertEquals(ExitCode.MODEL, run.exitCode());
        assertTrue(run.err().contains(nowhere.toString()), run.err());
        assertEquals(List.of(), list(folder));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
