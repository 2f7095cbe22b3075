package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Fixtures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command takes a folder, or TensorFlow's text file in it, for the latest checkpoint there. */
class ModelFolderTest {

    private static final String STATE = "model_checkpoint_path: \"/home/who/trained/it/epoch44\"\n"
            + "all_model_checkpoint_paths: \"/home/who/trained/it/epoch43\"\n"
            + "all_model_checkpoint_paths: \"/home/who/trained/it/epoch44\"\n";

    @TempDir
    Path folder;
    private Path weights;
    private Path state;

    @BeforeEach
    void putCheckpoints() throws IOException {
        weights = Files.createDirectory(folder.resolve("weights"));
        for (String end : List.of(".index", ".data-00000-of-00001")) {
            Files.copy(Path.of(Fixtures.checkpoint(Fixtures.TINY_GENERATOR) + end), weights.resolve("epoch43" + end));
            Files.copy(Path.of(Fixtures.checkpoint(Fixtures.TINY_MODEL) + end), weights.resolve("epoch44" + end));
        }
        state = Files.writeString(weights.resolve("checkpoint"), STATE);
    }

    @Test
    void convertAndExportSayWhichItWasAndTakeItsHashes() throws IOException {
        Path latest = weights.resolve("epoch44");
        for (Path source : List.of(weights, state)) {
            Path file = folder.resolve("tiny.safetensors");
            CommandRun run = CommandRun.of("convert", source, "-o", file, "--verify", "--overwrite");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertTrue(run.out().startsWith(latest + " -> " + file + "  "), run.out());
            Model model = Model.load(file);
            assertEquals(ModelSources.of(latest).hashes().get("epoch44.index"),
                    model.metadata().get("sha256 of epoch44.index"));
            assertEquals("model", model.architecture().scope());

            Path onnx = folder.resolve("folder.onnx");
            Path plain = folder.resolve("prefix.onnx");
            assertEquals(ExitCode.DONE, CommandRun.of("export", source, "-o", onnx, "--overwrite").exitCode());
            assertEquals(ExitCode.DONE, CommandRun.of("export", latest, "-o", plain, "--overwrite").exitCode());
            assertArrayEquals(Files.readAllBytes(plain), Files.readAllBytes(onnx));
        }
        CommandRun own = CommandRun.of("convert", weights, "-o",
                Files.createSymbolicLink(folder.resolve("s.safetensors"),
                        weights.resolve("epoch44.index")),
                "--overwrite");
        assertEquals(ExitCode.USAGE, own.exitCode());
        assertTrue(own.err().contains("is what is to be converted"), own.err());
    }

    @Test
    void inspectAndEvalNameIt() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR), "png",
                pictures.resolve("a.png").toFile());
        for (Path source : List.of(weights, state)) {
            CommandRun inspect = CommandRun.of("inspect", source);
            assertEquals(ExitCode.DONE, inspect.exitCode(), inspect.err());
            assertTrue(inspect.out().contains(" " + weights.resolve("epoch44") + "\n"), inspect.out());
            CommandRun eval = CommandRun.of("eval", "--dry", pictures, "-m", source);
            assertEquals(ExitCode.DONE, eval.exitCode(), eval.err());
            assertTrue(eval.out().startsWith("model: " + weights.resolve("epoch44") + "\n"), eval.out());
        }
    }

    @Test
    void whatIsThereIsNamedWhereTheLatestIsNot() throws IOException {
        Files.delete(weights.resolve("epoch44.index"));
        CommandRun run = CommandRun.of("inspect", weights);
        assertEquals(ExitCode.MODEL, run.exitCode());
        assertEquals("derain: " + state
                + ": the latest checkpoint by it, /home/who/trained/it/epoch44, is not there; give one "
                + "of those in the folder: epoch43.\n", run.err());
    }
}
