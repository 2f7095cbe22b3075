package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of weights, and TensorFlow's text file {@code checkpoint} in them. */
class WeightFolderTest {

    @TempDir
    Path folder;

    /** As tf.train.Checkpoint and Saver write it. */
    @Test
    void theLatestCheckpointIsOpenedByTheFolderAndByTheFile() throws IOException {
        put("ckpt-1");
        put("ckpt-2");
        put("ckpt-3");
        Path state = state("""
                model_checkpoint_path: "ckpt-2"
                all_model_checkpoint_paths: "ckpt-1"
                all_model_checkpoint_paths: "ckpt-2"
                all_model_checkpoint_timestamps: 1585303020.5841937
                last_preserved_timestamp: 1.585302999e+09
                """);
        for (Path path : List.of(folder, state)) {
            assertEquals(folder.resolve("ckpt-2").toString(), opened(path));
        }
    }

    @Test
    void thePathMayLeadElsewhere() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        put("other/epoch44");
        state("model_checkpoint_path: 'other/epoch44'");
        assertEquals(other.resolve("epoch44").toString(), opened(folder));
        state("model_checkpoint_path: \"" + other.resolve("epoch44") + "\"");
        assertEquals(other.resolve("epoch44").toString(), opened(folder));
    }

    /** Where it was trained. */
    @ParameterizedTest
    @ValueSource(strings = {"/home/somebody/MSPFN/model/epoch44", "C:\\\\MSPFN\\\\model\\\\epoch44", "gone/epoch44"})
    void aPathOfAnotherMachineIsLookedForBesideTheFile(String stored) throws IOException {
        put("epoch43");
        put("epoch44");
        state("model_checkpoint_path: \"" + stored + "\"\n");
        assertEquals(folder.resolve("epoch44").toString(), opened(folder));
    }

    /** Bytes beyond ASCII come in octal; strings side by side are one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = {"\"\\303\\251poque\" | \u00e9poque", "\"\u00e9poque\" | \u00e9poque",
                "\"a \\\"b\\\"\" | a \"b\"", "'it''s' | its", "'it\\'s' | it's", "\"\\x65poch\" \"\\0644\" | epoch44",
                "\"tab\\there\" | tab\there"})
    void escapesAreUndone(String written, String name) throws IOException {
        put(name);
        put("other");
        state("# a comment: \"other\"\n  model_checkpoint_path :" + written
                + " ; all_model_checkpoint_paths: 'other', last_preserved_timestamp:-1 # end");
        assertEquals(folder.resolve(name).toString(), opened(folder));
    }

    @Test
    void aLatestCheckpointThatIsNotThereIsSaidWithThoseThatAre() throws IOException {
        put("ckpt-1");
        put("ckpt-2");
        Path state = state("model_checkpoint_path: \"ckpt-3\"");
        for (Path path : List.of(folder, state)) {
            refused(path,
                    state + ": the latest checkpoint by it, ckpt-3, is not there; give one of those in the folder: "
                            + "ckpt-1, ckpt-2");
        }
        state("all_model_checkpoint_paths: \"ckpt-1\"");
        refused(folder, state + ": names no latest checkpoint; give one of those in the folder: ckpt-1, ckpt-2");
        state("");
        refused(state, state + ": names no latest checkpoint; give one of those in the folder: ckpt-1, ckpt-2");
        state("model_checkpoint_path: \"\\000\"");
        refused(folder, state
                + ": the latest checkpoint by it, \\u0000, is not there; give one of those in the folder: ckpt-1, "
                + "ckpt-2");
    }

    @Test
    void withoutTheFileTheOnlyWeightsAreMeant() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "nothing");
        Files.writeString(folder.resolve(".index"), "no name");
        Files.createDirectory(folder.resolve("folder.safetensors"));
        refused(folder,
                folder + ": is a folder without weights; give a .safetensors file, or a TensorFlow checkpoint's prefix "
                        + "beside whose .index file its .data files lie");
        put("epoch44");
        assertEquals(folder.resolve("epoch44").toString(), opened(folder));
        new SafetensorsWriter(Map.of()).add("a", DType.F32, List.of(1), new float[]{7})
                .write(folder.resolve("b.safetensors"));
        refused(folder,
                folder + ": is a folder of several weights; give one of those in the folder: b.safetensors, epoch44");
        Files.delete(folder.resolve("epoch44.index"));
        assertEquals(folder.resolve("b.safetensors").toString(), opened(folder));
    }

    /** A prefix of that name is meant before the text file. */
    @Test
    void aCheckpointCalledCheckpointIsOpenedByItsPrefix() throws IOException {
        put("checkpoint");
        put("ckpt-1");
        Path state = state("model_checkpoint_path: \"ckpt-1\"");
        assertEquals(state.toString(), opened(state));
        assertEquals(folder.resolve("ckpt-1").toString(), opened(folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"no such text | 1", "model_checkpoint_path | 1",
        "model_checkpoint_path: | 1", "model_checkpoint_path: \"ckpt | 1", "model_checkpoint_path: \"ck~pt\" | 1",
        "a: 1~model_checkpoint_path: {} | 2", "model_checkpoint_path: \"\\q\" | 1", "a: \"\\777\" | 1", "a: \"\\ | 1",
        "a: 1~\u00e9: 2 | 2"})
    void whatIsNoSuchTextIsRefused(String text, int line) throws IOException {
        Path state = state(text.replace('~', '\n'));
        refused(folder, state + ": is not the text that TensorFlow keeps under this name (line " + line
                + "); give the checkpoint's prefix itself");
    }

    @Test
    void hostileTextsAreRefused() throws IOException {
        Path state = Files.write(folder.resolve("checkpoint"),
                "model_checkpoint_path: \"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));
        refused(folder, state + ": holds a path that is not UTF-8; give the checkpoint's prefix itself");
        Files.write(state, new byte[1_000_001]);
        refused(folder, state + ": is too large for the text file that TensorFlow keeps under this name");
        for (String path : List.of(".", "/", "..", "a/", "checkpoint")) {
            state("model_checkpoint_path: \"" + path + "\"");
            refused(folder,
                    state + ": the latest checkpoint by it, " + path + ", is not there; give a .safetensors file, or a "
                            + "TensorFlow checkpoint's prefix beside whose .index file its .data files lie");
        }
    }

    private void put(String prefix) throws IOException {
        for (String end : List.of(".index", ".data-00000-of-00001")) {
            Files.copy(Fixtures.fixture("broken/good" + end), folder.resolve(prefix + end));
        }
    }

    private Path state(String text) throws IOException {
        return Files.writeString(folder.resolve("checkpoint"), text);
    }

    private static String opened(Path path) throws IOException {
        try (TensorFile file = TensorFile.open(path)) {
            assertTrue(file.floats(file.tensors().keySet().iterator().next()).length > 0);
            return file.name();
        }
    }

    private static void refused(Path path, String sentence) {
        assertEquals(sentence, assertThrows(WeightFormatException.class, () -> TensorFile.open(path)).getMessage());
    }
}
