package org.derain4j.weights;

import static org.derain4j.weights.Fixtures.concat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes checkpoint indexes for tests, right ones and deliberately wrong ones with right checksums. */
final class TableBytes {

    static final int UNCOMPRESSED = 0;
    static final int SNAPPY = 1;

    private TableBytes() {}

    record Entry(byte[] key, byte[] value) {

        static Entry of(String key, byte[] value) {
            return new Entry(key.getBytes(StandardCharsets.UTF_8), value);
        }
    }

    /** A table of these data blocks. */
    static byte[] table(List<byte[]> dataBlocks) {
        return table(dataBlocks, UNCOMPRESSED);
    }

    static byte[] table(List<byte[]> dataBlocks, int compression) {
        byte[] file = {};
        byte[] index = {};
        int number = 0;
        for (byte[] block : dataBlocks) {
            byte[] key = {(byte) number++};
            index = concat(index, entry(0, key, handle(file.length, block.length)));
            file = concat(file, withTrailer(block, compression));
        }
        return close(file, withRestarts(index));
    }

    /** Metaindex, index and footer behind the blocks. */
    static byte[] close(byte[] dataBlocks, byte[] index) {
        byte[] metaindex = withRestarts(new byte[0]);
        byte[] body = concat(dataBlocks, withTrailer(metaindex, UNCOMPRESSED));
        byte[] handles = concat(handle(dataBlocks.length, metaindex.length), handle(body.length, index.length));
        byte[] magic = fixed(0xdb4775248b80fb57L, Long.BYTES);
        return concat(body, withTrailer(index, UNCOMPRESSED), Arrays.copyOf(handles, 40), magic);
    }

    /** Entries with their keys' common prefixes left out. */
    static byte[] block(Entry... entries) {
        byte[] block = {};
        byte[] previous = {};
        for (Entry entry : entries) {
            int mismatch = Arrays.mismatch(previous, entry.key());
            int shared = mismatch < 0 ? previous.length : mismatch;
            byte[] suffix = Arrays.copyOfRange(entry.key(), shared, entry.key().length);
            block = concat(block, entry(shared, suffix, entry.value()));
            previous = entry.key();
        }
        return withRestarts(block);
    }

    static byte[] entry(long shared, byte[] suffix, byte[] value) {
        return concat(varint(shared), varint(suffix.length), varint(value.length), suffix, value);
    }

    /** One restart, at the beginning. */
    static byte[] withRestarts(byte[] entries) {
        return concat(entries, fixed(0, Integer.BYTES), fixed(1, Integer.BYTES));
    }

    static byte[] withTrailer(byte[] block, int compression) {
        byte[] checked = concat(block, new byte[]{(byte) compression});
        return concat(checked, fixed(MaskedCrc.of(MemorySegment.ofArray(checked)), Integer.BYTES));
    }

    static byte[] handle(long offset, long size) {
        return concat(varint(offset), varint(size));
    }

    static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7f | 0x80));
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    static byte[] varintField(int field, long value) {
        return concat(varint(field << 3), varint(value));
    }

    static byte[] fixedField(int field, int value) {
        return concat(varint(field << 3 | 5), fixed(value, Integer.BYTES));
    }

    static byte[] bytesField(int field, byte[] value) {
        return concat(varint(field << 3 | 2), varint(value.length), value);
    }

    /** A BundleHeaderProto for so many shards. */
    static byte[] header(int shards) {
        return varintField(1, shards);
    }

    /** A BundleEntryProto in shard 0 at offset 0. */
    static byte[] tensor(int dtype, long size, int crc, long... shape) {
        byte[] dims = {};
        for (long extent : shape) {
            dims = concat(dims, bytesField(2, varintField(1, extent)));
        }
        return concat(varintField(1, dtype), bytesField(2, dims), varintField(5, size), fixedField(6, crc));
    }

    private static byte[] fixed(long value, int count) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        return Arrays.copyOf(all, count);
    }
}
