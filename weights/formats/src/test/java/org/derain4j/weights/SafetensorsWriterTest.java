package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the writer puts on disk, what it refuses, and what a failure leaves behind. */
class SafetensorsWriterTest {

    @TempDir
    Path folder;

    @Test
    void layoutIsSortedAndAligned() throws IOException {
        Path file = folder.resolve("a.safetensors");
        new SafetensorsWriter(Map.of("z", "\"\\\n\u00e9", "y", ""))
                .add("b", DType.F16, List.of(1, 2), new float[]{1, 2})
                .add("a", DType.F32, List.of(), new float[]{3}).write(file);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        byte[] header = new byte[length];
        bytes.get(header);
        assertEquals(0, length % 8);
        assertEquals("{\"__metadata__\":{\"y\":\"\",\"z\":\"\\\"\\\\\\u000a\u00e9\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[4,8]}}",
                new String(header, StandardCharsets.UTF_8).stripTrailing());
        assertEquals(3, bytes.getFloat());
        assertEquals(0x3c00, bytes.getShort());
        assertEquals(0x4000, bytes.getShort());
        assertEquals(0, bytes.remaining());
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16", "F64"})
    void everyTypeReadsBack(DType dtype) throws IOException {
        Path file = folder.resolve("a.safetensors");
        float[] values = {0, -1.5f, Float.NEGATIVE_INFINITY, Float.NaN, 0x1p-14f, 64};
        new SafetensorsWriter(Map.of()).add("\u00e9\ud83d\ude00\"\n", dtype, List.of(2, 1, 3), values)
                .add("none", dtype, List.of(3, 0), new float[0]).write(file);
        try (TensorFile read = TensorFile.open(file)) {
            assertArrayEquals(values, read.floats("\u00e9\ud83d\ude00\"\n"));
            assertEquals(List.of(3L, 0L), read.tensors().get("none").shape());
            assertEquals(0, read.floats("none").length);
            assertEquals(dtype, read.tensors().get("none").dtype());
        }
    }

    @Test
    void emptyFileReadsBack() throws IOException {
        Path file = folder.resolve("a.safetensors");
        new SafetensorsWriter(Map.of()).write(file);
        try (TensorFile read = TensorFile.open(file)) {
            assertTrue(read.tensors().isEmpty() && read.metadata().isEmpty());
        }
    }

    @Test
    void badTensorsAreRefusedByName() {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of()).add("a", DType.F32, List.of(1), new float[1]);
        refused("`a`: this name is taken", () -> writer.add("a", DType.F32, List.of(1), new float[1]));
        refused("`__metadata__`: this name", () -> writer.add("__metadata__", DType.F32, List.of(), new float[1]));
        refused("`b`: F32[2] does not fit 3 values", () -> writer.add("b", DType.F32, List.of(2), new float[3]));
        refused("`b`: F32[-1,-3]", () -> writer.add("b", DType.F32, List.of(-1, -3), new float[3]));
        refused("`b`: type I32", () -> writer.add("b", DType.I32, List.of(1), new float[1]));
        refused("`b`: 65520.0 at index 1 exceeds the range of F16",
                () -> writer.add("b", DType.F16, List.of(2), new float[]{1, 65520}));
        refused("`b`: -3.4028235E38 at index 0 exceeds the range of BF16",
                () -> writer.add("b", DType.BF16, List.of(1), new float[]{-Float.MAX_VALUE}));
        refused("half a surrogate pair", () -> writer.add("\ud800", DType.F32, List.of(1), new float[1]));
        refused("half a surrogate pair", () -> new SafetensorsWriter(Map.of("k", "\udc00")));
    }

    @Test
    void existingFileIsReplacedAndKeepsItsPermissions() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Files.writeString(file, "old");
        Set<PosixFilePermission> permissions = Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        Files.setPosixFilePermissions(file, permissions);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        one().write(link);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(permissions, Files.getPosixFilePermissions(file));
        try (TensorFile read = TensorFile.open(file)) {
            assertEquals(Set.of("a"), read.tensors().keySet());
        }
        assertEquals(Set.of("a.safetensors", "link"), names());
    }

    @Test
    void aFileCanBeReplacedWhileItIsOpen() throws IOException {
        Path file = folder.resolve("a.safetensors");
        one().write(file);
        try (TensorFile open = TensorFile.open(file)) {
            new SafetensorsWriter(Map.of()).write(file);
            assertArrayEquals(new float[]{1}, open.floats("a"));
        }
    }

    @Test
    void impossibleTargetsAreRefused() throws IOException {
        Path subfolder = Files.createDirectory(folder.resolve("sub"));
        assertTrue(assertThrows(FileSystemException.class, () -> one().write(subfolder)).getMessage()
                .endsWith("is a folder; name a file to write"));
        assertThrows(NoSuchFileException.class, () -> one().write(folder.resolve("missing/a.safetensors")));
        assertEquals(Set.of("sub"), names());
    }

    private static SafetensorsWriter one() {
        return new SafetensorsWriter(Map.of()).add("a", DType.F32, List.of(1), new float[]{1});
    }

    private static void refused(String problem, Executable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action);
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Set.copyOf(files.map(f -> f.getFileName().toString()).toList());
        }
    }
}
