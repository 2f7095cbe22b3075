package org.derain4j.weights;

import static org.derain4j.weights.Fixtures.concat;
import static org.derain4j.weights.TableBytes.block;
import static org.derain4j.weights.TableBytes.bytesField;
import static org.derain4j.weights.TableBytes.header;
import static org.derain4j.weights.TableBytes.table;
import static org.derain4j.weights.TableBytes.tensor;
import static org.derain4j.weights.TableBytes.varintField;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.derain4j.weights.TableBytes.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints as TensorFlow writes them, and ones whose index lies. */
class CheckpointTest {

    private static final int FLOAT = 1;
    private static final Entry HEADER = Entry.of("", header(1));

    @TempDir
    Path folder;

    @Test
    void tensorFlowsCheckpointSurvivesConversion() throws IOException {
        Path converted = folder.resolve("tiny.safetensors");
        try (TensorFile original = TensorFile.open(Fixtures.network("tiny_generator/tiny.index"))) {
            assertEquals(139, original.tensors().size());
            assertEquals(List.of(3L, 3L, 8L, 3L), original.tensors().get("generator/rnn1/weight").shape());
            assertEquals(364_912, original.tensors().values().stream().mapToLong(t -> t.elements() * 4).sum());
            SafetensorsWriter writer = new SafetensorsWriter(Map.of("arch", "tiny"));
            for (TensorInfo info : original.tensors().values()) {
                List<Integer> shape = info.shape().stream().map(Math::toIntExact).toList();
                writer.add(info.name(), info.dtype(), shape, original.floats(info.name()));
            }
            writer.write(converted);
            try (TensorFile copy = TensorFile.open(converted)) {
                assertEquals(original.tensors(), copy.tensors());
                assertEquals(Map.of("arch", "tiny"), copy.metadata());
                for (String name : original.tensors().keySet()) {
                    assertArrayEquals(original.floats(name), copy.floats(name), name);
                }
            }
        }
    }

    @Test
    void severalBlocksAndAllTypesAreListed() throws IOException {
        byte[] data = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0};
        int crc = MaskedCrc.of(MemorySegment.ofArray(data));
        byte[] newerField = bytesField(99, new byte[]{1, 2, 3});
        byte[] index = table(List.of(
                block(HEADER, Entry.of("a/double", tensor(2, 8, crc, 1)), Entry.of("a/floats", tensor(1, 8, crc, 2))),
                block(Entry.of("a/halves", tensor(19, 8, crc, 4)), Entry.of("b/bfloats", tensor(14, 8, crc, 2, 2)),
                        Entry.of("b/longs", concat(tensor(9, 8, crc), newerField)),
                        Entry.of("b/strings", tensor(7, 77, 0, 3)))));
        try (TensorFile file = Fixtures.checkpoint(folder, index, data)) {
            assertEquals("[F64[1], F32[2], F16[4], BF16[2,2], I64[], OTHER[3]]",
                    file.tensors().values().stream().map(TensorInfo::describe).toList().toString());
            assertArrayEquals(new float[]{1, -2}, file.floats("a/floats"));
            assertArrayEquals(new double[]{1, -2}, file.doubles("a/floats"));
            assertArrayEquals(new double[]{0, 1, 0, -2}, file.doubles("b/bfloats"));
            assertArrayEquals(new float[]{0, Float.float16ToFloat((short) 0x3f80), 0, -2},
                    file.floats("a/halves"));
            assertEquals(Double.longBitsToDouble(0xc00000003f800000L), file.doubles("a/double")[0]);
            for (String name : List.of("b/longs", "b/strings")) {
                WeightFormatException e = assertThrows(WeightFormatException.class, () -> file.floats(name));
                assertTrue(e.problem().contains("only F32, F16, BF16 and F64"), e.getMessage());
            }
        }
    }

    static Stream<Arguments> lyingIndexes() {
        byte[] scalar = tensor(FLOAT, 4, 0);
        return Stream.of(
                lie("holds no header", table(List.of(block(Entry.of("a", scalar)))), "no checkpoint header"),
                lie("is empty", table(List.of()), "no checkpoint header"),
                lie("names 0 shards", withHeader(new byte[0]), "0 shards"),
                lie("names 2^31 shards", withHeader(varintField(1, 1L << 31)), "more than 32 bits"),
                lie("is big-endian", withHeader(concat(header(1), varintField(2, 1))), "big-endian"),
                lie("needs a newer reader", withHeader(concat(header(1), bytesField(3, varintField(2, 2)))), "newer"),
                lie("is compressed", table(List.of(block(HEADER)), TableBytes.SNAPPY), "compressed"),
                lie("repeats a key", withEntries(Entry.of("a", scalar), Entry.of("a", scalar)), "ascending order"),
                lie("names a shard it has not", withTensor(concat(scalar, varintField(3, 1))), "shard 1 of 1"),
                lie("names a shard below 0", withTensor(concat(scalar, varintField(3, -1))), "shard -1"),
                lie("partitions a variable", withTensor(concat(scalar, bytesField(7, new byte[0]))), "partitioned"),
                lie("gives no type", withTensor(varintField(5, 4)), "no type"),
                lie("gives a wrong size", withTensor(tensor(FLOAT, 9, 0, 2)), "F32[2] takes 8 bytes, not 9"),
                lie("has a negative extent", withTensor(tensor(FLOAT, 4, 0, -1, -1)), "negative extent"),
                lie("has a shape beyond 2^63", withTensor(tensor(FLOAT, 0, 0, 1L << 32, 1L << 32)), "larger than"),
                lie("has bytes beyond 2^63", withTensor(tensor(FLOAT, 0, 0, 1L << 61)), "larger than"),
                lie("has 300 dimensions", withTensor(tensor(FLOAT, 4, 0, ones(300))), "254 dimensions"),
                lie("has no known rank", withTensor(concat(scalar, bytesField(2, varintField(3, 1)))),
                        "rank is unknown"),
                lie("has a field of a wrong kind", withTensor(bytesField(1, new byte[1])), "is of kind 2, not 0"),
                lie("opens a group", withTensor(new byte[]{0x0b}), "unknown kind 3"),
                lie("ends in a value", withTensor(new byte[]{0x08}), "ends in the middle"),
                lie("has an endless number", withTensor(concat(new byte[]{8}, filled(20, 0xff))), "64 bits"),
                lie("has a message of 2^63 bytes", withTensor(concat(new byte[]{0x12}, TableBytes.varint(-1))),
                        "ends in the middle"),
                lie("has a name not in UTF-8", withEntries(new Entry(filled(2, 0xff), scalar)), "not UTF-8"),
                lie("shares a prefix that is not there", oneBlock(TableBytes.entry(5, new byte[1], scalar)), "shares"),
                lie("has a key of 5000 bytes", oneBlock(TableBytes.entry(0, filled(5000, 'k'), scalar)), "longer than"),
                lie("has no restarts", table(List.of(filled(3, 0))), "too short for its restart"),
                lie("has 2^32 - 1 restarts", table(List.of(filled(64, 0xff))), "too short for its restart"),
                lie("has a block outside the file", handleTo(1L << 40, 8), "outside the file"),
                lie("has a block of 2^63 - 1 bytes", handleTo(0, Long.MAX_VALUE), "outside the file"),
                lie("has a block at a negative place", handleTo(-8, 8), "outside the file"),
                lie("lists one block twice", twice(block(HEADER)), "overlap"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lyingIndexes")
    void indexThatLiesIsRefused(String lie, byte[] index, String problem) throws Throwable {
        WeightFormatException e = Fixtures.frugally(() -> assertThrows(WeightFormatException.class,
                () -> Fixtures.checkpoint(folder, index, new byte[4])));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    @Test
    void hugeTensorsAreListedButNothingIsAllocatedForThem() throws Throwable {
        byte[] index = withEntries(Entry.of("1 GB", tensor(FLOAT, 1L << 30, 0, 1L << 28)),
                Entry.of("1 TB", tensor(FLOAT, 1L << 40, 0, 1L << 38)),
                Entry.of("far", concat(tensor(FLOAT, 4, 0, 1), varintField(4, Long.MAX_VALUE))),
                Entry.of("negative", concat(tensor(FLOAT, 4, 0, 1), varintField(4, -4))));
        try (TensorFile file = Fixtures.checkpoint(folder, index, new byte[8])) {
            for (String name : file.tensors().keySet()) {
                WeightFormatException e = Fixtures.frugally(
                        () -> assertThrows(WeightFormatException.class, () -> file.floats(name)));
                assertEquals(name, e.tensor().orElseThrow());
            }
        }
    }

    @Test
    void keysThatShareTheirPrefixCannotFillTheMemory() {
        // 40,000 entries of 10 bytes would spell out 160 MB of names.
        byte[] suffix = new byte[2];
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        entries.writeBytes(TableBytes.entry(0, new byte[0], header(1)));
        entries.writeBytes(TableBytes.entry(0, filled(4094, 'k'), tensor(FLOAT, 4, 0)));
        for (int i = 0; i < 40_000; i++) {
            suffix[0] = (byte) (i >> 8);
            suffix[1] = (byte) i;
            entries.writeBytes(TableBytes.entry(4094, suffix, tensor(FLOAT, 4, 0)));
        }
        WeightFormatException e = assertThrows(WeightFormatException.class,
                () -> Fixtures.checkpoint(folder, oneBlock(entries.toByteArray()), new byte[4]));
        assertTrue(e.getMessage().contains("longer than"), e.getMessage());
    }

    @Test
    void piecesOfPartitionedVariablesAreNotListed() throws IOException {
        byte[] index = withEntries(new Entry(new byte[]{0, 1, 'a'}, tensor(FLOAT, 4, 0)));
        try (TensorFile file = Fixtures.checkpoint(folder, index, new byte[4])) {
            assertEquals(Map.of(), file.tensors());
        }
    }

    private static Arguments lie(String what, byte[] index, String problem) {
        return Arguments.of(what, index, problem);
    }

    private static byte[] withHeader(byte[] header) {
        return table(List.of(block(Entry.of("", header))));
    }

    private static byte[] withTensor(byte[] entry) {
        return withEntries(Entry.of("a", entry));
    }

    private static byte[] withEntries(Entry... entries) {
        return table(List.of(block(HEADER), block(entries)));
    }

    private static byte[] oneBlock(byte[] entries) {
        return table(List.of(TableBytes.withRestarts(entries)));
    }

    private static byte[] handleTo(long offset, long size) {
        byte[] index = TableBytes.entry(0, new byte[1], TableBytes.handle(offset, size));
        return TableBytes.close(TableBytes.withTrailer(block(HEADER), 0), TableBytes.withRestarts(index));
    }

    private static byte[] twice(byte[] dataBlock) {
        byte[] handle = TableBytes.handle(0, dataBlock.length);
        byte[] index = block(Entry.of("a", handle), Entry.of("b", handle));
        return TableBytes.close(TableBytes.withTrailer(dataBlock, 0), index);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
