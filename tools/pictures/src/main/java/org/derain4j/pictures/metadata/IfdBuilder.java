package org.derain4j.pictures.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Gathers the fields of a directory and lays them out, those of directories below it included. For one thread. */
public final class IfdBuilder {

    private record Field(int type, long count, byte[] value, IfdBuilder child) {}

    private final Map<Integer, Field> fields = new TreeMap<>();
    private final ByteOrder order;
    private final boolean big;

    /**
     * A directory without fields.
     *
     * @param order of its numbers
     * @param big   whether its offsets have 64 bits
     */
    public IfdBuilder(ByteOrder order, boolean big) {
        this.order = order;
        this.big = big;
    }

    /**
     * The byte order.
     *
     * @return that of its numbers
     */
    public ByteOrder order() {
        return order;
    }

    /**
     * Whether there is nothing in it.
     *
     * @return true until something is put
     */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /**
     * Whether it has a field.
     *
     * @param tag what is looked for
     * @return true if it was put
     */
    public boolean has(int tag) {
        return fields.containsKey(tag);
    }

    /**
     * Puts a field.
     *
     * @param tag   replaced if it is there
     * @param type  of its numbers
     * @param count of them
     * @param value in this directory's order
     * @return this
     */
    public IfdBuilder put(int tag, int type, long count, byte[] value) {
        fields.put(tag, new Field(type, count, value, null));
        return this;
    }

    /**
     * Puts numbers of 16 bits.
     *
     * @param tag    replaced if it is there
     * @param values without sign
     * @return this
     */
    public IfdBuilder putShorts(int tag, int... values) {
        ByteBuffer bytes = buffer(values.length * Short.BYTES);
        Arrays.stream(values).forEach(v -> bytes.putShort((short) v));
        return put(tag, IfdEntry.SHORT, values.length, bytes.array());
    }

    /**
     * Puts a number of 32 bits.
     *
     * @param tag   replaced if it is there
     * @param value without sign
     * @return this
     */
    public IfdBuilder putLong(int tag, int value) {
        return put(tag, IfdEntry.LONG, 1, buffer(Integer.BYTES).putInt(value).array());
    }

    /**
     * Puts places, or sizes of what lies there.
     *
     * @param tag    replaced if it is there
     * @param values without sign; of 32 bits unless offsets have 64
     * @return this
     */
    public IfdBuilder putOffsets(int tag, long... values) {
        ByteBuffer bytes = buffer(values.length * offsetSize());
        Arrays.stream(values).forEach(v -> putOffset(bytes, v));
        return put(tag, big ? IfdEntry.LONG8 : IfdEntry.LONG, values.length, bytes.array());
    }

    /**
     * Puts a text, in UTF-8.
     *
     * @param tag  replaced if it is there
     * @param text without an end mark
     * @return this
     */
    public IfdBuilder putText(int tag, String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_8);
        return put(tag, IfdEntry.ASCII, bytes.length, bytes);
    }

    /**
     * Puts a ratio: the simplest that is this number.
     *
     * @param tag    replaced if it is there
     * @param number from 0 on
     * @return this
     */
    public IfdBuilder putRatio(int tag, double number) {
        long[] ratio = ratio(number);
        ByteBuffer bytes = buffer(2 * Integer.BYTES).putInt((int) ratio[0]).putInt((int) ratio[1]);
        return put(tag, IfdEntry.RATIONAL, 1, bytes.array());
    }

    /** A continued fraction's first convergent that is near enough for what 32 bits can say. */
    private static long[] ratio(double number) {
        double rest = Math.min(number, 0xFFFF_FFFFL);
        long[] before = {0, 1};
        long[] ratio = {1, 0};
        for (int i = 0; i < 40; i++) {
            long whole = (long) rest;
            long above = whole * ratio[0] + before[0];
            long below = whole * ratio[1] + before[1];
            if (above > 0xFFFF_FFFFL || below > 0xFFFF_FFFFL) {
                break;
            }
            before = ratio;
            ratio = new long[]{above, below};
            if (Math.abs((double) above / below - number) <= number * 1e-12 || rest == whole) {
                break;
            }
            rest = 1 / (rest - whole);
        }
        return ratio;
    }

    /**
     * Puts a directory below this one.
     *
     * @param tag   replaced if it is there
     * @param child of the same order and size of offsets
     * @return this
     */
    public IfdBuilder put(int tag, IfdBuilder child) {
        fields.put(tag, new Field(big ? IfdEntry.LONG8 : IfdEntry.LONG, 1, new byte[0], child));
        return this;
    }

    /**
     * Puts a value that was read, its numbers turned round where the orders differ.
     *
     * @param tag   replaced if it is there
     * @param type  of its numbers
     * @param value as it was read
     * @param from  the order it was read in
     * @return false if there is nothing of that type in this kind of directory; then nothing is put
     */
    public boolean put(int tag, int type, byte[] value, ByteOrder from) {
        int size = IfdEntry.size(type);
        if (size == 0 || type == IfdEntry.IFD || type >= IfdEntry.LONG8 && !big || type == IfdEntry.IFD8) {
            return false;
        }
        byte[] turned = value.clone();
        int unit = from == order ? 1 : IfdEntry.unit(type);
        for (int at = 0; at + unit <= turned.length; at += unit) {
            for (int i = 0; i < unit / 2; i++) {
                byte swapped = turned[at + i];
                turned[at + i] = turned[at + unit - 1 - i];
                turned[at + unit - 1 - i] = swapped;
            }
        }
        put(tag, type, value.length / size, turned);
        return true;
    }

    /**
     * Puts fields of another structure, the first of each tag, with the directories whose places they are if those are EXIF's. What is of a
     * type that cannot be moved, or not all there, is left out, and so is what would make more of the structure than it is.
     *
     * @param tiff   the structure
     * @param ifd    of it
     * @param wanted which of its fields
     * @throws IOException if reading fails
     */
    public void putCopies(TiffStructure tiff, Ifd ifd, Predicate<IfdEntry> wanted) throws IOException {
        new Copying(tiff).copy(ifd, wanted, this);
    }

    /** Copies each directory once and few of them, and of all that lies over each other no more than the structure has. */
    private static final class Copying {

        private final TiffStructure tiff;
        private final Set<Long> seen = new HashSet<>();
        private long room;

        Copying(TiffStructure tiff) throws IOException {
            this.tiff = tiff;
            room = tiff.length();
        }

        void copy(Ifd ifd, Predicate<IfdEntry> wanted, IfdBuilder to) throws IOException {
            Set<Integer> tags = new HashSet<>();
            for (IfdEntry entry : ifd.entries()) {
                if (!wanted.test(entry) || !tags.add(entry.tag())) {
                    continue;
                }
                if (ExifEdit.CHILDREN.contains(entry.tag())) {
                    copyChild(entry, to);
                } else if (entry.bytes() > 0 && entry.bytes() <= room && tiff.holds(entry)
                        && to.put(entry.tag(), entry.type(), tiff.bytes(entry), tiff.order())) {
                    room -= entry.bytes();
                }
            }
        }

        private void copyChild(IfdEntry entry, IfdBuilder to) throws IOException {
            long at = entry.isNumber() && tiff.holds(entry) ? tiff.numbers(entry)[0] : 0;
            if (at <= 0 || at >= tiff.length() || seen.size() == ExifEdit.MOST_DIRECTORIES || !seen.add(at)) {
                return;
            }
            IfdBuilder child = new IfdBuilder(to.order, to.big);
            try {
                copy(tiff.ifd(at), _ -> true, child);
            } catch (IOException e) {
                return;
            }
            if (!child.isEmpty()) {
                to.put(entry.tag(), child);
            }
        }
    }

    /**
     * Lays the directory out, with its values and the directories below it after it, and none to follow.
     *
     * @param at an even place where all of it is to lie
     * @return its bytes, an even number
     */
    public byte[] bytesAt(long at) {
        int head = (big ? Long.BYTES : Short.BYTES) + fields.size() * (big ? 20 : 12) + offsetSize();
        ByteBuffer directory = buffer(head + (head & 1));
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        if (big) {
            directory.putLong(fields.size());
        } else {
            directory.putShort((short) fields.size());
        }
        fields.forEach((tag, field) -> {
            directory.putShort((short) (int) tag).putShort((short) field.type);
            putOffset(directory, field.count);
            long place = at + directory.capacity() + values.size();
            byte[] value = field.child == null ? field.value : field.child.bytesAt(place);
            if (field.child == null && value.length <= offsetSize()) {
                directory.put(Arrays.copyOf(value, offsetSize()));
            } else {
                putOffset(directory, place);
                values.writeBytes(value);
                values.writeBytes(new byte[value.length & 1]);
            }
        });
        putOffset(directory, 0);
        byte[] all = Arrays.copyOf(directory.array(), directory.capacity() + values.size());
        System.arraycopy(values.toByteArray(), 0, all, directory.capacity(), values.size());
        return all;
    }

    /**
     * A structure that begins with this directory.
     *
     * @return from the byte order mark on
     */
    public byte[] structure() {
        ByteBuffer header = header(0);
        byte[] directory = bytesAt(header.capacity());
        byte[] all = Arrays.copyOf(header(header.capacity()).array(), header.capacity() + directory.length);
        System.arraycopy(directory, 0, all, header.capacity(), directory.length);
        return all;
    }

    /**
     * The beginning of a structure.
     *
     * @param first the place of its first directory
     * @return 8 bytes; 16 if offsets have 64 bits
     */
    public ByteBuffer header(long first) {
        ByteBuffer header = buffer(big ? 16 : 8);
        header.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[]{'I', 'I'} : new byte[]{'M', 'M'});
        if (big) {
            header.putShort((short) 43).putShort((short) Long.BYTES).putShort((short) 0);
        } else {
            header.putShort((short) 42);
        }
        putOffset(header, first);
        return header.flip();
    }

    private ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(order);
    }

    private int offsetSize() {
        return big ? Long.BYTES : Integer.BYTES;
    }

    private void putOffset(ByteBuffer to, long offset) {
        if (big) {
            to.putLong(offset);
        } else {
            to.putInt((int) offset);
        }
    }
}
