package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourcesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void putFiles() throws IOException {
        for (String file : List.of("epoch4.index", "epoch4.data-00000-of-00002", "epoch4.data-00001-of-00002",
                "epoch4.data-00000-of-00002.gz", "epoch44.index", "epoch44.data-00000-of-00001", "lite.safetensors")) {
            Files.writeString(folder.resolve(file), "abc");
        }
    }

    @Test
    void aCheckpointIsItsIndexAndAllItsShards() throws IOException {
        List<String> expected = List.of("epoch4.data-00000-of-00002", "epoch4.data-00001-of-00002", "epoch4.index");
        assertEquals(expected, names(ModelSources.of(folder.resolve("epoch4"))));
        assertEquals(expected, names(ModelSources.of(folder.resolve("epoch4.index"))));
    }

    @Test
    void aSafetensorsFileIsAlone() throws IOException {
        assertEquals(List.of("lite.safetensors"), names(ModelSources.of(folder.resolve("lite.safetensors"))));
    }

    @Test
    void hashesAreSha256() throws IOException {
        assertEquals(Map.of("lite.safetensors", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                ModelSources.of(folder.resolve("lite.safetensors")).hashes());
    }

    @Test
    void aSourceIsKnownByAnyPath() throws IOException {
        ModelSources sources = ModelSources.of(folder.resolve("lite.safetensors"));
        assertTrue(sources.contains(folder.resolve("x/../lite.safetensors").normalize()));
        assertTrue(
                sources.contains(Files.createSymbolicLink(folder.resolve("link"), folder.resolve("lite.safetensors"))));
        assertFalse(sources.contains(folder.resolve("epoch4.index")));
        assertFalse(sources.contains(folder.resolve("new")));
    }

    private static List<String> names(ModelSources sources) {
        return sources.files().stream().map(file -> file.getFileName().toString()).toList();
    }
}
