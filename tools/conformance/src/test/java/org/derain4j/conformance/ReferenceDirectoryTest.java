package org.derain4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.derain4j.engine.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void completeCasesAreFoundByTheirFiles() throws IOException {
        put("b_input.png", "b_imitation_f64.safetensors", "b_output.png", "b_taps.safetensors");
        put("a_input.png", "a_imitation_f64.safetensors", "a_output.png", "manifest.json");
        ReferenceDirectory reference = ReferenceDirectory.read(directory);
        assertEquals(List.of("a", "b"), reference.cases().stream().map(ReferenceCase::name).toList());
        assertEquals(Optional.empty(), reference.cases().get(0).taps());
        assertEquals(Optional.of(directory.resolve("b_taps.safetensors")), reference.cases().get(1).taps());
        assertEquals(directory.resolve("b_imitation_f64.safetensors"), reference.cases().get(1).imitation());
        assertTrue(reference.incomplete().isEmpty());
    }

    @Test
    void casesThatLackAFileAreListedWithIt() throws IOException {
        put("a_input.png", "b_taps.safetensors");
        assertEquals(List.of(new CaseResult.LeftOut("a", "lacks a_imitation_f64.safetensors, a_output.png"),
                new CaseResult.LeftOut("b", "lacks b_input.png, b_imitation_f64.safetensors, b_output.png")),
                ReferenceDirectory.read(directory).incomplete());
    }

    @Test
    void withoutCasesItIsNoReference() throws IOException {
        put("model.safetensors");
        assertMessage("holds no case", assertThrows(IOException.class, () -> ReferenceDirectory.read(directory)));
        assertMessage("is not a directory", assertThrows(IOException.class,
                () -> ReferenceDirectory.read(directory.resolve("model.safetensors"))));
        assertMessage("does not exist",
                assertThrows(IOException.class, () -> ReferenceDirectory.read(directory.resolve("nowhere"))));
    }

    @Test
    void theModelIsTheOneFileThatBelongsToNoCase() throws IOException {
        assertEquals(Optional.empty(), model());
        put("lite.safetensors");
        assertEquals(Optional.of(directory.resolve("lite.safetensors")), model());
        put("epoch.index");
        assertMessage("several models (epoch.index, lite.safetensors)",
                assertThrows(ModelException.class, this::model));
    }

    @Test
    void aCheckpointIsGivenByItsPrefix() throws IOException {
        put("epoch.index", "epoch.data-00000-of-00001");
        assertEquals(Optional.of(directory.resolve("epoch")), model());
    }

    @Test
    void packedDataMustBeUnpackedFirst() throws IOException {
        put("epoch.index", "epoch.data-00000-of-00001.planes.gz");
        ModelException refusal = assertThrows(ModelException.class, this::model);
        assertMessage("epoch.data-00000-of-00001.planes.gz is packed", refusal);
        assertMessage("Unpack.java", refusal);
        put("epoch.data-00000-of-00001");
        assertEquals(Optional.of(directory.resolve("epoch")), model());
    }

    private Optional<Path> model() throws IOException {
        put("a_input.png", "a_imitation_f64.safetensors", "a_output.png", "a_taps.safetensors");
        return ReferenceDirectory.read(directory).model();
    }

    private void put(String... files) throws IOException {
        for (String file : files) {
            Files.write(directory.resolve(file), new byte[0]);
        }
    }

    private static void assertMessage(String part, Exception exception) {
        assertTrue(exception.getMessage().contains(part), exception.getMessage());
    }
}
