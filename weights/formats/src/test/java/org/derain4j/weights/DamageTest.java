package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files cut and flipped everywhere: each must be refused in words, or, where no checksum guards it, read as other. */
class DamageTest {

    @TempDir
    Path folder;

    private byte[] index;
    private byte[] data;
    private byte[] safetensors;
    private Map<String, Object> goodValues;

    @BeforeEach
    void readGoodFiles() throws IOException {
        index = Files.readAllBytes(Fixtures.fixture("broken/good.index"));
        data = Files.readAllBytes(Fixtures.fixture("broken/good.data-00000-of-00001"));
        Path file = folder.resolve("good.safetensors");
        new SafetensorsWriter(Map.of("made", "here")).add("f32", DType.F32, List.of(2, 2), new float[]{1, 2, 3, 4})
                .add("f16", DType.F16, List.of(3), new float[]{5, 6, 7})
                .add("f64", DType.F64, List.of(), new float[]{8}).write(file);
        safetensors = Files.readAllBytes(file);
        try (TensorFile good = Fixtures.checkpoint(folder, index, data)) {
            goodValues = values(good);
        }
    }

    @Test
    void everyFlippedBitOfAnIndexIsFound() throws Throwable {
        for (int at = 0; at < index.length; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                refusedCheckpoint(Fixtures.flipped(index, at, bit));
            }
        }
    }

    @Test
    void everyCutOfAnIndexIsFound() throws Throwable {
        for (int length = 0; length < index.length; length++) {
            refusedCheckpoint(Arrays.copyOf(index, length));
            refusedCheckpoint(Arrays.copyOfRange(index, index.length - length, index.length));
        }
    }

    @Test
    void flipsAndCutsOfALargerIndexAreFound() throws Throwable {
        index = Files.readAllBytes(Fixtures.network("tiny_generator/tiny.index"));
        for (int at = 0; at < index.length; at += 13) {
            refusedCheckpoint(Fixtures.flipped(index, at, at % Byte.SIZE));
            refusedCheckpoint(Arrays.copyOf(index, at));
        }
    }

    @Test
    void everyFlippedByteOfAShardCostsExactlyItsTensor() throws Throwable {
        for (int at = 0; at < data.length; at++) {
            try (TensorFile file = Fixtures.checkpoint(folder, index, Fixtures.flipped(data, at, at % Byte.SIZE))) {
                Map<String, Object> read = Fixtures.frugally(() -> values(file));
                assertEquals(goodValues.size() - 1, agreeing(read), "byte " + at);
                assertTrue(read.containsValue(WeightFormatException.class), "byte " + at);
            }
        }
    }

    @Test
    void everyCutOfAShardCostsTheTensorsBehindIt() throws Throwable {
        List<Integer> ends = List.of(16, 16 + 432, 16 + 432 + 216);
        for (int length = 0; length < data.length; length++) {
            int cut = length;
            try (TensorFile file = Fixtures.checkpoint(folder, index, Arrays.copyOf(data, cut))) {
                Map<String, Object> read = Fixtures.frugally(() -> values(file));
                assertEquals(ends.stream().filter(end -> end <= cut).count(), agreeing(read), "length " + cut);
            }
        }
    }

    @Test
    void everyFlippedBitOfSafetensorsIsRefusedOrReadsAsOther() throws Throwable {
        long header = ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int refused = 0;
        try (TensorFile good = TensorFile.open(safetensors, "good")) {
            Map<String, Object> before = values(good);
            for (int at = 0; at < safetensors.length; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    byte[] damaged = Fixtures.flipped(safetensors, at, bit);
                    boolean inData = at >= Long.BYTES + header;
                    boolean open = Fixtures.frugally(() -> differs(damaged, good, before, inData));
                    assertTrue(open || at < Long.BYTES + header, "data carry no checksum: byte " + at);
                    assertFalse(open && at < Long.BYTES, "length word, byte " + at);
                    refused += open ? 0 : 1;
                }
            }
        }
        assertTrue(refused > header * Byte.SIZE / 2, "refused " + refused);
    }

    @Test
    void everyCutOfSafetensorsIsRefused() throws Throwable {
        for (int length = 0; length < safetensors.length; length++) {
            byte[] cut = Arrays.copyOf(safetensors, length);
            Fixtures.frugally(() -> assertThrows(WeightFormatException.class, () -> TensorFile.open(cut, "cut")));
        }
    }

    /** False if refused; if opened, asserts that the listing or (for flips in data) exactly one tensor differs. */
    private static boolean differs(byte[] damaged, TensorFile good, Map<String, Object> before, boolean inData) {
        try (TensorFile file = TensorFile.open(damaged, "damaged")) {
            Map<String, Object> now = values(file);
            if (inData) {
                assertEquals(good.tensors(), file.tensors());
                assertEquals(1, before.keySet().stream().filter(n -> !before.get(n).equals(now.get(n))).count());
            } else {
                assertFalse(good.tensors().equals(file.tensors()) && good.metadata().equals(file.metadata()));
            }
            return true;
        } catch (WeightFormatException refused) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Opening must fail already, so no shard is laid beside the index. */
    private void refusedCheckpoint(byte[] damagedIndex) throws Throwable {
        Path file = Files.write(folder.resolve("damaged.index"), damagedIndex);
        Fixtures.frugally(() -> assertThrows(WeightFormatException.class, () -> TensorFile.open(file).close()));
    }

    private long agreeing(Map<String, Object> read) {
        return goodValues.entrySet().stream().filter(e -> Objects.equals(e.getValue(), read.get(e.getKey()))).count();
    }

    /** Each tensor's values, as a list, or the class of the refusal. */
    private static Map<String, Object> values(TensorFile file) throws IOException {
        Map<String, Object> values = new HashMap<>();
        for (String name : file.tensors().keySet()) {
            try {
                values.put(name, Arrays.stream(file.doubles(name)).boxed().toList());
            } catch (WeightFormatException refused) {
                values.put(name, refused.getClass());
            }
        }
        return values;
    }
}
