package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that another process changes while they are open. */
class CutShortTest {

    private static final int MANY = 300_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 500_000})
    void safetensorsCutShort(int length) throws Throwable {
        Path path = safetensors();
        try (TensorFile file = TensorFile.open(path)) {
            assertEquals(MANY, file.floats("large").length);
            cut(path, length);
            for (int i = 0; i < 2; i++) {
                refused(path, "large", assertThrows(WeightFormatException.class, () -> file.floats("large")));
                refused(path, "large", assertThrows(WeightFormatException.class, () -> file.doubles("large")));
            }
            if (length == 500_000) {
                assertArrayEquals(new float[]{1, 2}, file.floats("a"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 300})
    void checkpointsShardCutShort(int length) throws Throwable {
        byte[] index = Files.readAllBytes(Fixtures.fixture("broken/good.index"));
        byte[] data = Files.readAllBytes(Fixtures.fixture("broken/good.data-00000-of-00001"));
        Path shard = folder.resolve("made.data-00000-of-00001");
        try (TensorFile file = Fixtures.checkpoint(folder, index, data)) {
            assertEquals(108, file.floats("generator/rnn1/weight").length);
            cut(shard, length);
            refused(shard, "generator/rnn1/weight",
                    assertThrows(WeightFormatException.class, () -> file.floats("generator/rnn1/weight")));
            assertThrows(WeightFormatException.class, () -> file.doubles("generator/rnn7/weight"));
        }
    }

    /** The checksum is that of the bytes which become values, however often the file changes in between. */
    @Test
    void checkpointsShardOverwritten() throws IOException {
        byte[] index = Files.readAllBytes(Fixtures.fixture("broken/good.index"));
        byte[] data = Files.readAllBytes(Fixtures.fixture("broken/good.data-00000-of-00001"));
        try (TensorFile file = Fixtures.checkpoint(folder, index, data)) {
            float[] before = file.floats("generator/rnn1/weight");
            overwrite(Fixtures.flipped(data, 200, 3));
            WeightFormatException e = assertThrows(WeightFormatException.class,
                    () -> file.floats("generator/rnn1/weight"));
            assertTrue(e.problem().contains("checksum"), e.getMessage());
            overwrite(data);
            assertArrayEquals(before, file.floats("generator/rnn1/weight"));
        }
    }

    /** Between the look at the file's length and the reading of the bytes. */
    @Test
    void cutShortInTheMiddleOfAReading() throws IOException {
        Path path = safetensors();
        ByteSource bytes = FileBytes.open(path);
        Stretch stretch = new Stretch(bytes, 100, 4L * MANY, OptionalInt.empty(),
                new Origin(path.toString(), "large"));
        WeightFormatException e = assertThrows(WeightFormatException.class, () -> stretch.read((_, at) -> {
            assertTrue(at < 700_000);
            cut(path, 600_000);
        }));
        assertTrue(e.problem().contains("cut short, to at most 600000 bytes"), e.getMessage());
        refused(path, "large", e);
        bytes.close();
    }

    /** Of one length, so that nothing else tells. */
    @Test
    void partsOfTwoFilesAreNeverTakenForOne() throws IOException {
        Path path = safetensors();
        byte[] other = new byte[4 * MANY];
        other[4 * MANY - 1] = 1;
        try (TensorFile file = TensorFile.open(path)) {
            file.requireUnchanged();
            assertArrayEquals(new float[]{1, 2}, file.floats("a"));
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(other), channel.size() - other.length);
            }
            file.requireUnchanged(); // what was read is what it was
            float[] large = file.floats("large");
            file.requireUnchanged();
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1), channel.size() - 1);
            }
            unchangedIsRefused(path, file);
            assertFalse(large[MANY - 1] == file.floats("large")[MANY - 1]);
            unchangedIsRefused(path, file); // also if what was read last is there
        }
    }

    private static void unchangedIsRefused(Path path, TensorFile file) {
        WeightFormatException e = assertThrows(WeightFormatException.class, file::requireUnchanged);
        assertEquals(path + ": was written to while it was read; read it again when it is whole", e.getMessage());
    }

    /** As every careful writer does it. */
    @Test
    void aFileThatIsReplacedIsReadToItsEnd() throws IOException {
        Path path = safetensors();
        try (TensorFile file = TensorFile.open(path)) {
            new SafetensorsWriter(Map.of()).add("b", DType.F32, List.of(1), new float[]{3}).write(path);
            assertArrayEquals(new float[]{1, 2}, file.floats("a"));
            assertEquals(MANY, file.floats("large").length);
            file.requireUnchanged();
        }
    }

    @Test
    void anInterruptedReaderClosesTheFileInWords() throws IOException {
        Path path = safetensors();
        try (TensorFile file = TensorFile.open(path)) {
            Thread.currentThread().interrupt();
            IOException e = assertThrows(IOException.class, () -> file.floats("large"));
            assertTrue(Thread.interrupted());
            String sentence = path + ": a thread was interrupted while it read; open the file again";
            assertEquals(sentence, e.getMessage());
            assertEquals(sentence, assertThrows(IOException.class, () -> file.floats("a")).getMessage());
        }
    }

    private Path safetensors() throws IOException {
        Path path = folder.resolve("a.safetensors");
        new SafetensorsWriter(Map.of()).add("a", DType.F32, List.of(2), new float[]{1, 2})
                .add("large", DType.F32, List.of(MANY), new float[MANY]).write(path);
        return path;
    }

    private static void cut(Path file, long length) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void overwrite(byte[] data) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve("made.data-00000-of-00001"),
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(data));
        }
    }

    private static void refused(Path file, String tensor, WeightFormatException e) {
        assertEquals(file.toString(), e.file());
        assertEquals(Optional.of(tensor), e.tensor());
        assertTrue(e.problem().endsWith("get a fresh copy"), e.getMessage());
    }
}
