package org.derain4j.weights;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of a TensorFlow V2 checkpoint: how many shards there are, and where each tensor lies. The table's first
 * key is empty and holds a BundleHeaderProto; every other key is a tensor's name and holds its BundleEntryProto.
 */
final class CheckpointIndex {

    private static final int LITTLE_ENDIAN = 0;
    /** The format's version since 2016; a file may ask for a newer reader. */
    private static final int VERSION = 1;
    /** Shard files carry five digits. */
    private static final int MOST_SHARDS = 99_999;
    /** An index has about 100 bytes a tensor. */
    private static final long LONGEST = 100_000_000;
    /** The shortest entries have nine bytes. */
    private static final int HEAP_PER_BYTE = 40;

    private final Origin origin;
    private final Map<String, Location> locations = new LinkedHashMap<>();
    private int shards;

    private CheckpointIndex(String file) {
        this.origin = Origin.ofFile(file);
    }

    /** Where a tensor lies, in bytes, and the masked CRC-32C of these bytes. */
    record Location(TensorInfo tensor, int shard, long offset, long size, int crc) {}

    static CheckpointIndex read(Path file) throws IOException {
        CheckpointIndex index = new CheckpointIndex(file.toString());
        index.read(Sstable.read(MemorySegment.ofArray(FileBytes.whole(file, LONGEST,
                "is too large for a checkpoint's index: it has more than " + LONGEST + " bytes", HEAP_PER_BYTE)),
                index.origin));
        return index;
    }

    int shards() {
        return shards;
    }

    List<TensorInfo> tensors() {
        return locations.values().stream().map(Location::tensor).toList();
    }

    Location location(String tensor) {
        return locations.get(tensor);
    }

    private void read(List<Sstable.Entry> entries) throws WeightFormatException {
        if (entries.isEmpty() || entries.getFirst().key().length != 0) {
            throw origin.damage("has no checkpoint header; give the .index file of a TensorFlow V2 checkpoint");
        }
        readHeader(entries.getFirst().value());
        for (Sstable.Entry entry : entries.subList(1, entries.size())) {
            // Keys that begin with 0 are pieces of partitioned variables, refused where the variable itself is met.
            if (entry.key()[0] != 0) {
                String name = name(entry.key());
                locations.put(name, readEntry(name, entry.value()));
            }
        }
    }

    private void readHeader(MemorySegment message) throws WeightFormatException {
        ProtoReader header = new ProtoReader(message, "the checkpoint header", origin);
        int endianness = LITTLE_ENDIAN;
        int oldestReader = 0;
        while (header.next()) {
            switch (header.field()) {
                case 1 -> shards = header.int32();
                case 2 -> endianness = header.int32();
                case 3 -> oldestReader = readOldestReader(header.message());
                default -> {
                    // A field of a newer writer.
                }
            }
        }
        if (shards < 1 || shards > MOST_SHARDS) {
            throw header.damage("it names " + shards + " shards");
        }
        if (endianness != LITTLE_ENDIAN) {
            throw origin.damage("was written on a big-endian machine; save it again on a little-endian one");
        }
        if (oldestReader > VERSION) {
            throw origin.damage("is of a newer format (version " + oldestReader
                    + "); save it again with tf.compat.v1.train.Saver");
        }
    }

    private int readOldestReader(MemorySegment message) throws WeightFormatException {
        ProtoReader version = new ProtoReader(message, "the checkpoint header", origin);
        int oldest = 0;
        while (version.next()) {
            if (version.field() == 2) {
                oldest = version.int32();
            }
        }
        return oldest;
    }

    private Location readEntry(String name, MemorySegment message) throws WeightFormatException {
        Origin here = origin.tensor(name);
        ProtoReader entry = new ProtoReader(message, "its entry", here);
        int dtype = 0;
        List<Long> shape = List.of();
        int shard = 0;
        long offset = 0;
        long size = 0;
        int crc = 0;
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> dtype = entry.int32();
                case 2 -> shape = ShapeProto.read(entry.message(), here);
                case 3 -> shard = entry.int32();
                case 4 -> offset = entry.varint();
                case 5 -> size = entry.varint();
                case 6 -> crc = entry.fixed32();
                case 7 -> throw here.damage("is a partitioned variable; save it unpartitioned");
                default -> {
                    // A field of a newer writer.
                }
            }
        }
        if (dtype == 0) {
            throw entry.damage("it names no type");
        }
        if (shard < 0 || shard >= shards) {
            throw entry.damage("it names shard " + shard + " of " + shards);
        }
        TensorInfo tensor = new TensorInfo(name, dtype(dtype), shape);
        long expected = TensorSize.bytes(tensor, here);
        if (tensor.dtype() != DType.OTHER && size != expected) {
            throw entry.damage(tensor.describe() + " takes " + expected + " bytes, not " + size);
        }
        return new Location(tensor, shard, offset, size, crc);
    }

    /** The numbers are those of TensorFlow's types.proto. */
    private static DType dtype(int number) {
        return switch (number) {
            case 1 -> DType.F32;
            case 2 -> DType.F64;
            case 3 -> DType.I32;
            case 4 -> DType.U8;
            case 5 -> DType.I16;
            case 6 -> DType.I8;
            case 9 -> DType.I64;
            case 10 -> DType.BOOL;
            case 14 -> DType.BF16;
            case 17 -> DType.U16;
            case 19 -> DType.F16;
            case 22 -> DType.U32;
            case 23 -> DType.U64;
            default -> DType.OTHER;
        };
    }

    private String name(byte[] key) throws WeightFormatException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
        } catch (CharacterCodingException invalid) {
            throw origin.damage("the name of a tensor is not UTF-8");
        }
    }
}
