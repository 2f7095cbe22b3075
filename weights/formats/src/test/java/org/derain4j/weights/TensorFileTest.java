package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which paths are taken for what, and what an open file does when shared and closed. */
class TensorFileTest {

    private static final Path GOOD = Fixtures.fixture("broken/good.index").resolveSibling("good");

    @TempDir
    Path folder;

    @Test
    void checkpointOpensByPrefixAndByIndex() throws IOException {
        for (Path path : List.of(GOOD, Path.of(GOOD + ".index"))) {
            try (TensorFile file = TensorFile.open(path)) {
                assertEquals(GOOD.toString(), file.name());
                assertEquals(3, file.tensors().size());
                assertEquals(4, file.doubles("generator/rnn1/alpha").length);
            }
        }
    }

    @Test
    void safetensorsOpensByEndingContentAndFromMemory() throws IOException {
        Path named = folder.resolve("a.safetensors");
        new SafetensorsWriter(Map.of()).add("a", DType.F32, List.of(1), new float[]{7}).write(named);
        Path unnamed = Files.copy(named, folder.resolve("weights"));
        List<TensorFile> files = List.of(TensorFile.open(named), TensorFile.open(unnamed),
                TensorFile.open(Files.readAllBytes(named), "memory"));
        assertEquals(List.of(named.toString(), unnamed.toString(), "memory"),
                files.stream().map(TensorFile::name).toList());
        for (TensorFile file : files) {
            try (file) {
                assertArrayEquals(new float[]{7}, file.floats("a"));
            }
        }
    }

    @Test
    void everythingElseIsRefusedWithTheRemedy() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "a text file, longer than nine bytes");
        Path empty = Files.createFile(folder.resolve("empty"));
        Path emptySafetensors = Files.createFile(folder.resolve("empty.safetensors"));
        refused(WeightFormatException.class, text, "neither a safetensors file nor a TensorFlow checkpoint; give");
        refused(WeightFormatException.class, empty, "neither a safetensors file nor a TensorFlow checkpoint; give");
        refused(WeightFormatException.class, emptySafetensors, "too short for a safetensors file (0 bytes)");
        refused(WeightFormatException.class, Path.of("/dev/null"), "is not a file; give");
        refused(WeightFormatException.class, Path.of(GOOD + ".data-00000-of-00001"), "prefix instead: " + GOOD);
        refused(NoSuchFileException.class, folder.resolve("nothing"), "no such weights; give");
        refused(NoSuchFileException.class, folder.resolve("nothing.index"), "no such weights; give");
        refused(NoSuchFileException.class, folder.resolve("nothing.safetensors"), "no such weights; give");
    }

    @Test
    void absentTensorIsNamed() throws IOException {
        try (TensorFile file = TensorFile.open(GOOD)) {
            WeightFormatException e = assertThrows(WeightFormatException.class, () -> file.floats("b"));
            assertEquals(GOOD + ": tensor `b`: is not in the file", e.getMessage());
        }
    }

    @Test
    void closingTwiceIsHarmlessAndReadingAfterwardsFails() throws IOException {
        TensorFile file = TensorFile.open(GOOD);
        file.close();
        file.close();
        assertEquals(3, file.tensors().size());
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> file.floats("generator/rnn1/alpha"));
        assertEquals(GOOD + " is closed", e.getMessage());
    }

    @Test
    void threadsReadWhileAnotherCloses() throws Exception {
        TensorFile file = TensorFile.open(Fixtures.network("tiny_generator/tiny.index"));
        Callable<Integer> readUntilClosed = () -> {
            for (int reads = 0;; reads++) {
                try {
                    assertEquals(3 * 3 * 8 * 3, file.floats("generator/rnn1/weight").length);
                } catch (IllegalStateException closed) {
                    return reads;
                }
            }
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(pool.submit(readUntilClosed));
            }
            Thread.sleep(100);
            file.close();
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get() > 0);
            }
        }
    }

    private static void refused(Class<? extends IOException> type, Path path, String problem) {
        IOException e = assertThrows(type, () -> TensorFile.open(path));
        assertTrue(e.getMessage().startsWith(path + ": ") && e.getMessage().contains(problem), e.getMessage());
    }
}
