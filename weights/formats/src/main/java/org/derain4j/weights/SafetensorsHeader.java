package org.derain4j.weights;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file: per tensor its type, its shape and the bytes it takes of the data that follow,
 * and {@code __metadata__}, strings by name.
 */
final class SafetensorsHeader {

    static final String METADATA = "__metadata__";
    private static final Map<String, DType> TYPES = types();

    private final String file;
    private final JsonReader json;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsHeader(MemorySegment text, String file) {
        this.file = file;
        this.json = new JsonReader(text, Origin.ofFile(file));
    }

    /** A tensor and its place in the data, in bytes. */
    record Entry(TensorInfo tensor, long begin, long end) {}

    /** Reads the header and checks it against the number of bytes of data that the file really has. */
    static SafetensorsHeader read(MemorySegment text, long dataSize, String file) throws WeightFormatException {
        SafetensorsHeader header = new SafetensorsHeader(text, file);
        header.json.object(header::readMember);
        header.json.end();
        // By place in the file; at the same place, empty tensors come before the one that has data.
        header.entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        header.checkCoverage(dataSize);
        return header;
    }

    /** In the order of their data. */
    List<Entry> entries() {
        return entries;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    private void readMember(String key) throws WeightFormatException {
        if (key.equals(METADATA)) {
            json.object(name -> metadata.put(name, json.string()));
        } else {
            entries.add(readEntry(key));
        }
    }

    private Entry readEntry(String name) throws WeightFormatException {
        Origin origin = new Origin(file, name);
        Map<String, String> type = new HashMap<>();
        Map<String, List<Long>> numbers = new HashMap<>();
        json.object(key -> {
            switch (key) {
                case "dtype" -> type.put(key, json.string());
                case "shape", "data_offsets" -> numbers.put(key, readNumbers());
                default ->
                    throw origin.damage("its entry has an unknown key `" + PrintableText.name(key) + "`");
            }
        });
        List<Long> shape = numbers.get("shape");
        List<Long> offsets = numbers.get("data_offsets");
        if (type.isEmpty() || shape == null || offsets == null) {
            throw origin.damage("its entry lacks dtype, shape or data_offsets");
        }
        if (offsets.size() != 2) {
            throw origin.damage("its data_offsets are " + offsets.size() + " numbers, not 2");
        }
        TensorInfo tensor = new TensorInfo(name, dtype(type.get("dtype"), origin), shape);
        long begin = offsets.getFirst();
        long end = offsets.getLast();
        if (end - begin != TensorSize.bytes(tensor, origin)) {
            throw origin.damage("offsets " + begin + ".." + end + " do not match " + tensor.describe());
        }
        return new Entry(tensor, begin, end);
    }

    private List<Long> readNumbers() throws WeightFormatException {
        List<Long> numbers = new ArrayList<>();
        json.array(() -> {
            if (numbers.size() == TensorSize.MAX_RANK) {
                throw json.damage("more than " + TensorSize.MAX_RANK + " dimensions");
            }
            numbers.add(json.natural());
        });
        return numbers;
    }

    private void checkCoverage(long dataSize) throws WeightFormatException {
        long end = 0;
        for (Entry entry : entries) {
            Origin origin = new Origin(file, entry.tensor().name());
            if (entry.begin() != end) {
                throw origin.damage("its data begin at %d, where the tensor before it ends at %d"
                        .formatted(entry.begin(), end));
            }
            end = entry.end();
            if (end > dataSize) {
                throw origin.damage("its data end at %d, past the file's %d bytes of data; get a fresh copy"
                        .formatted(end, dataSize));
            }
        }
        if (end != dataSize) {
            throw Origin.ofFile(file).damage("has %d bytes of data, of which the header names %d; get a fresh copy"
                    .formatted(dataSize, end));
        }
    }

    private static DType dtype(String type, Origin origin) throws WeightFormatException {
        DType dtype = TYPES.get(type);
        if (dtype == null) {
            throw origin.damage("is of the unknown type `" + PrintableText.name(type) + "`");
        }
        return dtype;
    }

    private static Map<String, DType> types() {
        Map<String, DType> types = new HashMap<>();
        for (DType dtype : DType.values()) {
            if (dtype != DType.OTHER) {
                types.put(dtype.name(), dtype);
            }
        }
        return types;
    }
}
