package org.derain4j.weights;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The safetensors format: the header's length as a 64-bit little-endian number, the header, padded with blanks, and the
 * data of all tensors without gap or overlap. There is no checksum.
 */
final class SafetensorsFile implements TensorTable.Source {

    /** The format's own limit. */
    static final long LONGEST_HEADER = 100_000_000;
    /** What a byte of the header may take when it is text, names, shapes and maps of them. */
    private static final int HEAP_PER_BYTE = 8;

    private final ByteSource file;
    private final Origin origin;
    private final long dataBegin;
    private final Map<String, SafetensorsHeader.Entry> entries = new HashMap<>();

    private SafetensorsFile(ByteSource file, Origin origin, long dataBegin, List<SafetensorsHeader.Entry> entries) {
        this.file = file;
        this.origin = origin;
        this.dataBegin = dataBegin;
        entries.forEach(entry -> this.entries.put(entry.tensor().name(), entry));
    }

    static TensorTable read(ByteSource file, String name) throws IOException {
        Origin origin = Origin.ofFile(name);
        long size = file.size();
        if (size < Long.BYTES) {
            throw origin.damage("is too short for a safetensors file (%d bytes); get a fresh copy".formatted(size));
        }
        MemorySegment lengthWord = MemorySegment.ofArray(file.read(0, Long.BYTES, origin));
        long length = new ByteCursor(lengthWord, "the header's length", origin).fixed64();
        if (length < 0 || length > Math.min(LONGEST_HEADER, size - Long.BYTES)) {
            throw origin.damage("claims a header of %s bytes, more than the file or the format allows; "
                    .formatted(Long.toUnsignedString(length)) + "it is damaged, or no safetensors file");
        }
        if (length == 0 || file.read(Long.BYTES, 1, origin)[0] != '{') {
            throw origin.damage("has no header in JSON; it is damaged, or no safetensors file");
        }
        HeapRoom.require(length * HEAP_PER_BYTE, origin);
        long dataBegin = Long.BYTES + length;
        MemorySegment text = MemorySegment.ofArray(file.read(Long.BYTES, length, origin));
        SafetensorsHeader header = SafetensorsHeader.read(text, size - dataBegin, name);
        List<TensorInfo> tensors = header.entries().stream().map(SafetensorsHeader.Entry::tensor).toList();
        return new TensorTable(tensors, header.metadata(),
                new SafetensorsFile(file, origin, dataBegin, header.entries()));
    }

    @Override
    public Stretch bytes(TensorInfo tensor) throws IOException {
        SafetensorsHeader.Entry entry = entries.get(tensor.name());
        return new Stretch(file, dataBegin + entry.begin(), entry.end() - entry.begin(), OptionalInt.empty(),
                origin.tensor(tensor.name()));
    }

    @Override
    public void requireUnchanged() throws IOException {
        file.requireUnchanged(origin);
    }

    @Override
    public void close() {
        file.close();
    }
}
