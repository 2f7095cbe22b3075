package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.engine.Model;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.derain4j.weights.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {

    private static final Path CHECKPOINT = Fixtures.checkpoint(Fixtures.TINY_MODEL);

    @TempDir
    Path folder;

    @Test
    void theWholeNetworkIsWrittenUnderItsOfficialNames() throws IOException {
        Path file = folder.resolve("tiny.safetensors");
        CommandRun run = CommandRun.of("convert", CHECKPOINT, "-o", file, "--verify");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        Model source = Model.load(CHECKPOINT);
        assertEquals(CHECKPOINT + " -> " + file + "  " + source.variables().size()
                + " variables, 85,464 parameters as f32\nverified: every value kept, bit for bit\n", run.out());
        Model target = Model.load(file);
        assertEquals(source.architecture(), target.architecture());
        assertEquals(source.variables(), target.variables());
        for (Model.Variable variable : source.variables()) {
            assertArrayEquals(source.values(variable.name()), target.values(variable.name()), variable.name());
        }
    }

    @Test
    void theFileSaysWhatItIsAndWhereItComesFrom() throws IOException {
        Path file = folder.resolve("tiny.safetensors");
        CommandRun.of("convert", CHECKPOINT, "-o", file);
        Map<String, String> metadata = Model.load(file).metadata();
        assertEquals(List.of("derain4j", "MSPFN", "model", "URAB", "8", "1", "1,3,3", "BGR, x/127.5-1"),
                List.of("format", "arch", "scope", "block", "channels", "blocks", "attention", "pixels").stream()
                        .map(metadata::get).toList());
        assertTrue(metadata.get("licence").contains("official MSPFN weights carry none"), metadata.get("licence"));
        assertTrue(metadata.get("sha256 of tiny.index").matches("[0-9a-f]{64}"));
        assertTrue(metadata.get("sha256 of tiny.data-00000-of-00001").matches("[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @EnumSource(value = StoredType.class, names = {"F16", "BF16"})
    void shorterTypesAreVerifiedAndTheirErrorStated(StoredType type) throws IOException {
        Path file = folder.resolve("tiny.safetensors");
        CommandRun run = CommandRun.of("convert", CHECKPOINT, "-o", file, "--verify", "--dtype", type);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("verified: every value rounded to nearest, by at most "), run.out());
        try (TensorFile written = TensorFile.open(file)) {
            assertTrue(written.tensors().values().stream().allMatch(tensor -> tensor.dtype() == type.dtype()));
        }
    }

    @Test
    void trainingStateIsLeftOutAndCounted() throws IOException {
        Path trained = rewritten((name, values) -> values, "beta1_power", "model/rnn1/alpha/Adam", "MSPFN/global_step");
        CommandRun run = CommandRun.of("convert", trained, "-o", folder.resolve("net.safetensors"));
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().endsWith("left out: 3 tensors of training state\n"), run.out());
        assertEquals(List.of(), Model.load(folder.resolve("net.safetensors")).leftAside());
    }

    @Test
    void whatTheSourceSaysOfItselfIsKeptUnlessItIsKnownBetter() throws IOException {
        Path again = folder.resolve("again.safetensors");
        Path source = rewritten((name, values) -> values);
        assertEquals(ExitCode.DONE, CommandRun.of("convert", source, "-o", again).exitCode());
        assertEquals("12", Model.load(again).metadata().get("steps"));
        assertEquals("8", Model.load(again).metadata().get("channels"));
    }

    /** Also of a file that was converted before, whose hash is that of the checkpoint it came from. */
    @ParameterizedTest
    @ValueSource(strings = {"licence", "license", "License"})
    void theLicenceAndTheHistoryStayWordForWord(String key) throws IOException {
        Map<String, String> said = Map.of(key, "some of the training photos are for non-commercial research only",
                "begun_from",
                "random weights", "sha256 of tiny.index", "ab12", "recipe", "two lines\nof \u00fcber");
        Path first = rewritten(said, (name, values) -> values);
        Path second = folder.resolve("second.safetensors");
        Path third = folder.resolve("third.safetensors");
        assertEquals(ExitCode.DONE, CommandRun.of("convert", first, "-o", second).exitCode());
        assertEquals(ExitCode.DONE, CommandRun.of("convert", second, "-o", third, "--dtype", "f16").exitCode());
        for (Path file : List.of(second, third)) {
            Map<String, String> metadata = Model.load(file).metadata();
            said.forEach((each, words) -> assertEquals(words, metadata.get(each)));
            assertEquals(1, metadata.keySet().stream().filter(each -> each.toLowerCase(Locale.ROOT).startsWith("licen"))
                    .count());
            assertTrue(metadata.containsKey("sha256 of rewritten.safetensors"), metadata.toString());
        }
        assertTrue(Model.load(third).metadata().containsKey("sha256 of second.safetensors"));
    }

    @Test
    void whereTheSourceStatesNoLicenceTheFileSaysSo() throws IOException {
        Path file = folder.resolve("file.safetensors");
        for (Map<String, String> said : List.of(Map.<String, String>of(), Map.of("licence", " "))) {
            CommandRun.of("convert", rewritten(said, (name, values) -> values), "-o", file, "--overwrite");
            assertTrue(Model.load(file).metadata().get("licence").startsWith("The source states none; "));
        }
    }

    @Test
    void valuesBeyondTheTypeAreRefusedWithTheRemedy() throws IOException {
        Path source = rewritten((name, values) -> {
            values[0] = name.equals("model/rnn1/alpha") ? 70_000 : values[0];
            return values;
        });
        Path file = folder.resolve("half.safetensors");
        CommandRun run = CommandRun.of("convert", source, "-o", file, "--dtype", "f16");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: model/rnn1/alpha: holds 70000.0, and f16 ends at 65504.0; take --dtype f32.\n",
                run.err());
        assertFalse(Files.exists(file));
        assertEquals(ExitCode.DONE, CommandRun.of("convert", source, "-o", file, "--dtype", "bf16").exitCode());
    }

    @Test
    void weightsThatAreNoNumbersAreRefused() throws IOException {
        Path source = rewritten((name, values) -> {
            values[1] = name.equals("model/rnn1/alpha") ? Float.NaN : values[1];
            return values;
        });
        CommandRun run = CommandRun.of("convert", source, "-o", folder.resolve("x.safetensors"));
        assertEquals(ExitCode.MODEL, run.exitCode());
        assertTrue(run.err().contains("`model/rnn1/alpha` holds a value that is not finite"), run.err());
    }

    @Test
    void verifyFindsAChangedValue() throws IOException {
        Path file = rewritten((name, values) -> {
            if (name.equals("model/rnn1/alpha")) {
                values[3] += 1e-6f;
            }
            return values;
        });
        Conversion conversion = new Conversion(Model.load(CHECKPOINT), StoredType.F32);
        Failure failure = assertThrows(Failure.class, () -> conversion.verify(file));
        assertTrue(failure.getMessage().contains("value 3 of model/rnn1/alpha is"), failure.getMessage());
    }

    @Test
    void existingFilesAreReplacedOnlyOnRequest() throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.safetensors"), "precious");
        CommandRun run = CommandRun.of("convert", CHECKPOINT, "-o", file);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: -o " + file + ": exists already; add --overwrite to replace it.\n", run.err());
        assertEquals("precious", Files.readString(file));
        assertEquals(ExitCode.DONE, CommandRun.of("convert", CHECKPOINT, "-o", file, "--overwrite").exitCode());
        assertEquals(85_464, Model.load(file).parameters());
    }

    @Test
    void theSourceIsNeverReplaced() throws IOException {
        Path source = rewritten((name, values) -> values);
        CommandRun run = CommandRun.of("convert", source, "-o", source, "--overwrite");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("is what is to be converted"), run.err());
    }

    @ParameterizedTest
    @CsvSource({"tiny.bin, must end in .safetensors", "nowhere/tiny.safetensors, there is no folder",
        "folder.safetensors, is a folder"})
    void impossibleOutputsAreWrongUsage(String name, String reason) throws IOException {
        Files.createDirectory(folder.resolve("folder.safetensors"));
        CommandRun run = CommandRun.of("convert", CHECKPOINT, "-o", folder.resolve(name));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains(reason), run.err());
    }

    @ParameterizedTest
    @CsvSource({"nowhere", "lite"})
    void aCheckpointThatIsNotThereIsAModelProblem(String name) {
        CommandRun run = CommandRun.of("convert", folder.resolve(name), "-o", folder.resolve("x.safetensors"));
        assertEquals(ExitCode.MODEL, run.exitCode());
        assertTrue(run.err().contains(folder.resolve(name).toString()), run.err());
    }

    /** The tiny network as a safetensors file, its values changed, and with scalars of training state. */
    private Path rewritten(BiFunction<String, float[], float[]> change, String... trainingState) throws IOException {
        return rewritten(Map.of("steps", "12", "channels", "a lie"), change, trainingState);
    }

    private Path rewritten(Map<String, String> metadata, BiFunction<String, float[], float[]> change,
            String... trainingState) throws IOException {
        Model model = Model.load(CHECKPOINT);
        SafetensorsWriter writer = new SafetensorsWriter(metadata);
        for (Model.Variable variable : model.variables()) {
            writer.add(variable.name(), DType.F32, variable.shape(),
                    change.apply(variable.name(), model.values(variable.name())));
        }
        for (String name : trainingState) {
            writer.add(name, DType.F32, List.of(), new float[]{1});
        }
        Path file = folder.resolve("rewritten.safetensors");
        writer.write(file);
        return file;
    }
}
