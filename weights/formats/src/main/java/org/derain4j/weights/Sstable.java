package org.derain4j.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a LevelDB-style table of sorted keys and their values, as TensorFlow writes it.
 *
 * <pre>
 * file   = data blocks, metaindex block, index block, footer
 * footer = handles of metaindex and index (offset and size as varints), zeros up to byte 40, magic number
 * block  = entries, restart offsets, their count; then a compression type and a masked CRC-32C of block and type
 * entry  = varints: bytes shared with the previous key, further bytes of the key, bytes of the value; then both
 * </pre>
 *
 * The index block's values are the handles of the data blocks.
 */
final class Sstable {

    private static final long MAGIC = 0xdb4775248b80fb57L;
    private static final int FOOTER = 48;
    private static final int HANDLES = 40;
    private static final int TYPE = 1;
    private static final int CRC = Integer.BYTES;
    /** Keys share prefixes, so a small hostile file could otherwise spell out names without end. */
    private static final int LONGEST_KEY = 4096;
    private static final long ALL_KEYS = 64L << 20;
    private static final String REMEDY = "get a fresh copy";

    private final MemorySegment file;
    private final Origin origin;
    private long keyBytes;

    private Sstable(MemorySegment file, Origin origin) {
        this.file = file;
        this.origin = origin;
    }

    /** One key and its value, which is a view of the file. */
    record Entry(byte[] key, MemorySegment value) {}

    private record Handle(long offset, long size) {

        static Handle read(ByteCursor cursor) throws WeightFormatException {
            return new Handle(cursor.varint(), cursor.varint());
        }
    }

    /** All entries, in the order of their keys; every block's checksum is verified. */
    static List<Entry> read(MemorySegment file, Origin origin) throws WeightFormatException {
        return new Sstable(file, origin).entries();
    }

    private List<Entry> entries() throws WeightFormatException {
        if (file.byteSize() < FOOTER) {
            throw origin.damage("is too short for a checkpoint's index: it has %d bytes, a footer alone %d; %s"
                    .formatted(file.byteSize(), FOOTER, REMEDY));
        }
        MemorySegment footer = file.asSlice(file.byteSize() - FOOTER);
        if (new ByteCursor(footer.asSlice(HANDLES), "the footer", origin).fixed64() != MAGIC) {
            throw origin.damage("is not a checkpoint's index, or is cut short: it does not end in the magic number; "
                    + REMEDY);
        }
        ByteCursor handles = new ByteCursor(footer.asSlice(0, HANDLES), "the footer", origin);
        Handle metaindex = Handle.read(handles);
        Handle index = Handle.read(handles);
        while (handles.hasMore()) {
            if (handles.take(1).get(ValueLayout.JAVA_BYTE, 0) != 0) {
                throw handles.damage("its padding is not zero");
            }
        }
        block(metaindex, "the metaindex block");
        return dataEntries(blockEntries(block(index, "the index block"), "the index block"));
    }

    private List<Entry> dataEntries(List<Entry> index) throws WeightFormatException {
        List<Entry> entries = new ArrayList<>();
        byte[] previous = null;
        long end = 0;
        for (Entry indexEntry : index) {
            Handle handle = Handle.read(new ByteCursor(indexEntry.value(), "a block's handle", origin));
            MemorySegment block = block(handle, "a data block");
            // Blocks in ascending order make the whole work proportional to the file's size.
            if (handle.offset() < end) {
                throw origin.damage("the index block is damaged: its blocks overlap");
            }
            end = handle.offset() + block.byteSize();
            for (Entry entry : blockEntries(block, "a data block")) {
                if (previous != null && Arrays.compareUnsigned(previous, entry.key()) >= 0) {
                    throw origin.damage("a data block is damaged: its keys are not in ascending order");
                }
                previous = entry.key();
                entries.add(entry);
            }
        }
        return entries;
    }

    /** The block's content without its trailer, once its checksum is found right. */
    private MemorySegment block(Handle handle, String part) throws WeightFormatException {
        long room = file.byteSize() - FOOTER - TYPE - CRC;
        if (handle.offset() < 0 || handle.size() < 0 || handle.offset() > room
                || handle.size() > room - handle.offset()) {
            throw origin.damage(part + " lies outside the file; " + REMEDY);
        }
        MemorySegment checked = file.asSlice(handle.offset(), handle.size() + TYPE);
        ByteCursor trailer = new ByteCursor(file.asSlice(handle.offset() + handle.size(), TYPE + CRC), part, origin);
        byte type = trailer.take(TYPE).get(ValueLayout.JAVA_BYTE, 0);
        MaskedCrc.verify(MaskedCrc.of(checked), trailer.fixed32(), part, origin);
        if (type != 0) {
            throw origin.damage(part + " is compressed, which is not supported; save the checkpoint again with "
                    + "TensorFlow 1.2 or newer, which writes it uncompressed");
        }
        return checked.asSlice(0, handle.size());
    }

    private List<Entry> blockEntries(MemorySegment block, String part) throws WeightFormatException {
        ByteCursor cursor = new ByteCursor(entriesOf(block, part), part, origin);
        List<Entry> entries = new ArrayList<>();
        byte[] key = new byte[0];
        while (cursor.hasMore()) {
            long shared = cursor.varint();
            long unshared = cursor.varint();
            long valueSize = cursor.varint();
            if (shared < 0 || shared > key.length) {
                throw cursor.damage("a key shares more than the previous key has");
            }
            MemorySegment suffix = cursor.take(unshared);
            keyBytes += shared + unshared;
            if (shared + unshared > LONGEST_KEY || keyBytes > ALL_KEYS) {
                throw cursor.damage("its keys are longer than any checkpoint's names");
            }
            key = Arrays.copyOf(key, (int) (shared + unshared));
            MemorySegment.copy(suffix, ValueLayout.JAVA_BYTE, 0, key, (int) shared, (int) unshared);
            entries.add(new Entry(key, cursor.take(valueSize)));
        }
        return entries;
    }

    /** The block without its restart offsets, which serve searching only: everything is read in order here. */
    private MemorySegment entriesOf(MemorySegment block, String part) throws WeightFormatException {
        long countAt = block.byteSize() - Integer.BYTES;
        if (countAt >= 0) {
            ByteCursor count = new ByteCursor(block.asSlice(countAt), part, origin);
            long end = countAt - Integer.toUnsignedLong(count.fixed32()) * Integer.BYTES;
            if (end >= 0) {
                return block.asSlice(0, end);
            }
        }
        throw origin.damage(part + " is damaged: it is too short for its restart offsets");
    }
}
