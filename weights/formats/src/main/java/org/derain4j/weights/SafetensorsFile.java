package org.derain4j.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: the header's length as a 64-bit little-endian number, the header, padded with blanks, and the
 * data of all tensors without gap or overlap. There is no checksum.
 */
final class SafetensorsFile {

    /** The format's own limit. */
    static final long LONGEST_HEADER = 100_000_000;

    private SafetensorsFile() {}

    static TensorTable read(MemorySegment file, String name) throws WeightFormatException {
        Origin origin = Origin.ofFile(name);
        if (file.byteSize() < Long.BYTES) {
            throw origin.damage("is too short for a safetensors file (%d bytes); get a fresh copy"
                    .formatted(file.byteSize()));
        }
        long length = new ByteCursor(file, "the header's length", origin).fixed64();
        if (length < 0 || length > Math.min(LONGEST_HEADER, file.byteSize() - Long.BYTES)) {
            throw origin.damage("claims a header of %s bytes, more than the file or the format allows; "
                    .formatted(Long.toUnsignedString(length)) + "it is damaged, or no safetensors file");
        }
        MemorySegment text = file.asSlice(Long.BYTES, length);
        if (length == 0 || text.get(ValueLayout.JAVA_BYTE, 0) != '{') {
            throw origin.damage("has no header in JSON; it is damaged, or no safetensors file");
        }
        MemorySegment data = file.asSlice(Long.BYTES + length);
        SafetensorsHeader header = SafetensorsHeader.read(text, data.byteSize(), name);
        Map<String, MemorySegment> bytes = new HashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            bytes.put(entry.tensor().name(), data.asSlice(entry.begin(), entry.end() - entry.begin()));
        }
        List<TensorInfo> tensors = header.entries().stream().map(SafetensorsHeader.Entry::tensor).toList();
        return new TensorTable(tensors, header.metadata(), tensor -> bytes.get(tensor.name()));
    }
}
