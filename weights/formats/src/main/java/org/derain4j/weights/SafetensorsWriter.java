package org.derain4j.weights;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Gathers tensors and writes them as one safetensors file, sorted by name, so that the same tensors give the same
 * bytes. Not safe for use by several threads.
 */
public final class SafetensorsWriter {

    /** The header is padded so that the data begin at a multiple of this. */
    private static final int ALIGNMENT = Long.BYTES;

    private final SortedMap<String, String> metadata;
    private final SortedMap<String, Tensor> tensors = new TreeMap<>();

    private record Tensor(DType dtype, List<Integer> shape, byte[] data) {}

    /**
     * Begins an empty file.
     *
     * @param metadata what the file says of itself under {@code __metadata__}; may be empty
     */
    public SafetensorsWriter(Map<String, String> metadata) {
        Objects.requireNonNull(metadata, "metadata");
        this.metadata = new TreeMap<>(metadata);
        metadata.forEach((key, value) -> {
            requireText(key);
            requireText(value);
        });
    }

    /**
     * Adds a tensor. Values are converted to the type at once, rounded to nearest even.
     *
     * @param name a name that the file does not have yet
     * @param dtype F32, F16, BF16 or F64
     * @param shape extents, outermost first; empty for a scalar
     * @param values row-major; not kept
     * @return this writer
     * @throws IllegalArgumentException where the name is taken, the shape does not fit the values, the type is no
     *         floating-point type, or a finite value exceeds its range
     */
    public SafetensorsWriter add(String name, DType dtype, List<Integer> shape, float[] values) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dtype, "dtype");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(values, "values");
        requireText(name);
        if (name.equals(SafetensorsHeader.METADATA) || tensors.containsKey(name)) {
            throw refused(name, "this name is taken");
        }
        if (!dtype.isFloatingPoint()) {
            throw refused(name, Elements.notFloating(dtype));
        }
        TensorInfo info = new TensorInfo(name, dtype, shape.stream().map(Integer::longValue).toList());
        if (shape.stream().anyMatch(extent -> extent < 0) || info.elements() != values.length) {
            throw refused(name, info.describe() + " does not fit " + values.length + " values");
        }
        if (values.length > Integer.MAX_VALUE / Long.BYTES) {
            throw refused(name, values.length + " values are more than this writer takes for one tensor");
        }
        tensors.put(name, new Tensor(dtype, List.copyOf(shape), encode(name, dtype, values)));
        return this;
    }

    /**
     * Writes the file: to a temporary one beside it, which then replaces it in one step. On failure nothing is left
     * behind, and what was there before stays.
     *
     * @param file the path to write to; an existing file is replaced as by {@link FileReplacement}
     * @throws IllegalArgumentException if the path is empty
     * @throws IOException where the file cannot be written
     */
    public void write(Path file) throws IOException {
        NamedPath.require(file, "file");
        byte[] header = header();
        if (header.length > SafetensorsFile.LONGEST_HEADER) {
            throw new WeightFormatException(file.toString(), null,
                    "the header would take " + header.length
                            + " bytes, more than the format allows; use fewer tensors");
        }
        try (FileReplacement replacement = FileReplacement.of(file)) {
            try (FileChannel channel = FileChannel.open(replacement.path(), StandardOpenOption.WRITE)) {
                ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                writeAll(channel, length.putLong(header.length).flip());
                writeAll(channel, ByteBuffer.wrap(header));
                for (Tensor tensor : tensors.values()) {
                    writeAll(channel, ByteBuffer.wrap(tensor.data()));
                }
                channel.force(true);
            }
            replacement.commit();
        }
    }

    private static byte[] encode(String name, DType dtype, float[] values) {
        byte[] data = new byte[values.length * dtype.bytes()];
        MemorySegment bytes = MemorySegment.ofArray(data);
        for (int i = 0; i < values.length; i++) {
            if (Elements.overflows(dtype, values[i])) {
                throw refused(name, values[i] + " at index " + i + " exceeds the range of " + dtype + "; use F32");
            }
            Elements.set(bytes, i, dtype, values[i]);
        }
        return data;
    }

    private byte[] header() {
        StringJoiner members = new StringJoiner(",", "{", "}");
        if (!metadata.isEmpty()) {
            StringJoiner pairs = new StringJoiner(",", "{", "}");
            metadata.forEach((key, value) -> pairs.add(quoted(key) + ":" + quoted(value)));
            members.add(quoted(SafetensorsHeader.METADATA) + ":" + pairs);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + tensor.data().length;
            String shape = tensor.shape().toString().replace(" ", "");
            members.add(quoted(entry.getKey()) + ":{\"dtype\":\"" + tensor.dtype() + "\",\"shape\":" + shape
                    + ",\"data_offsets\":[" + offset + "," + end + "]}");
            offset = end;
        }
        byte[] text = members.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return json.append('"').toString();
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void requireText(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "`" + PrintableText.name(text)
                            + "` is not Unicode text: it holds half a surrogate pair");
        }
    }

    private static IllegalArgumentException refused(String name, String problem) {
        return new IllegalArgumentException("tensor `" + PrintableText.name(name) + "`: " + problem);
    }
}
