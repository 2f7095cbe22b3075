package org.derain4j.pictures.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TIFF's structure, of an EXIF block or a file, with offsets of 32 or 64 bits. Nothing is believed: what is read lies within the bytes
 * there are, and no more memory is taken than that. May be used by one thread.
 */
public final class TiffStructure {

    private static final int CLASSIC = 42;
    private static final int BIG = 43;
    /** A classic directory cannot have more entries, and none needs as many. */
    private static final int MOST_ENTRIES = 0xFFFF;

    private final RandomBytes bytes;
    private final ByteOrder order;
    private final boolean big;
    private final long first;

    private TiffStructure(RandomBytes bytes, ByteOrder order, boolean big, long first) {
        this.bytes = bytes;
        this.order = order;
        this.big = big;
        this.first = first;
    }

    /**
     * Reads a structure's header.
     *
     * @param bytes from the byte order mark on
     * @return the structure
     * @throws IOException if it is none, or reading fails
     */
    public static TiffStructure of(RandomBytes bytes) throws IOException {
        ByteBuffer mark = take(bytes, 0, 4, ByteOrder.BIG_ENDIAN);
        ByteOrder order = switch (mark.getShort(0)) {
            case 'I' << 8 | 'I' -> ByteOrder.LITTLE_ENDIAN;
            case 'M' << 8 | 'M' -> ByteOrder.BIG_ENDIAN;
            default -> throw new IOException("it has no byte order mark");
        };
        int version = mark.order(order).getShort(2);
        if (version == BIG) {
            ByteBuffer rest = take(bytes, 4, 12, order);
            if (rest.getShort(0) != Long.BYTES || rest.getShort(2) != 0) {
                throw new IOException("its offsets have " + rest.getShort(0) + " bytes, not 8");
            }
            return new TiffStructure(bytes, order, true, rest.getLong(4));
        }
        if (version != CLASSIC) {
            throw new IOException("its header has " + version + " in the place of 42");
        }
        return new TiffStructure(bytes, order, false, take(bytes, 4, 4, order).getInt(0) & 0xFFFF_FFFFL);
    }

    /**
     * Of its numbers.
     *
     * @return the byte order
     */
    public ByteOrder order() {
        return order;
    }

    /**
     * Whether it is BigTIFF.
     *
     * @return whether offsets have 64 bits
     */
    public boolean isBig() {
        return big;
    }

    /**
     * The place of the first directory.
     *
     * @return as the header says, not to be trusted
     */
    public long first() {
        return first;
    }

    /**
     * How many bytes there are.
     *
     * @return of the block or file
     * @throws IOException if the file cannot be asked
     */
    public long length() throws IOException {
        return bytes.length();
    }

    /** Where the header says so. */
    long firstAt() {
        return big ? 8 : 4;
    }

    /**
     * Reads a directory. What it has in front of a cut is read, so that a picture does not lie on its side for a lost end.
     *
     * @param at its place
     * @return the directory
     * @throws IOException if not even its count is there, or reading fails
     */
    public Ifd ifd(long at) throws IOException {
        int head = big ? Long.BYTES : Short.BYTES;
        if (at < firstAt()) {
            throw new IOException("a directory is said to lie in the header");
        }
        ByteBuffer counted = take(bytes, at, head, order);
        long stated = big ? counted.getLong(0) : counted.getShort(0) & 0xFFFF;
        long start = at + head;
        int size = entrySize();
        long fitting = (bytes.length() - start) / size;
        int count = (int) Math.min(stated < 0 ? MOST_ENTRIES : Math.min(stated, MOST_ENTRIES), fitting);
        ByteBuffer all = take(bytes, start, count * size, order);
        List<IfdEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(all, i * size, start));
        }
        long nextAt = start + (long) count * size;
        boolean whole = count == stated && nextAt + offsetSize() <= bytes.length();
        return new Ifd(at, entries, whole ? offset(nextAt) : 0, whole ? nextAt : -1);
    }

    private IfdEntry entry(ByteBuffer all, int at, long start) {
        int tag = all.getShort(at) & 0xFFFF;
        int type = all.getShort(at + 2) & 0xFFFF;
        long count = big ? all.getLong(at + 4) : all.getInt(at + 4) & 0xFFFF_FFFFL;
        IfdEntry bare = new IfdEntry(tag, type, count, start + at, 0);
        int field = at + (big ? 12 : 8);
        boolean inside = bare.bytes() <= offsetSize();
        long value = inside
                ? start + field
                : big ? all.getLong(field) : all.getInt(field) & 0xFFFF_FFFFL;
        return new IfdEntry(tag, type, count, start + at, value);
    }

    /** The bytes of an entry. */
    int entrySize() {
        return big ? 20 : 12;
    }

    /** The bytes of an offset. */
    int offsetSize() {
        return big ? Long.BYTES : Integer.BYTES;
    }

    private long offset(long at) throws IOException {
        ByteBuffer place = take(bytes, at, offsetSize(), order);
        return big ? place.getLong(0) : place.getInt(0) & 0xFFFF_FFFFL;
    }

    /**
     * Whether all of a value is there.
     *
     * @param entry of this structure
     * @return false if its type is not known, or it runs over the end
     * @throws IOException if reading fails
     */
    public boolean holds(IfdEntry entry) throws IOException {
        return IfdEntry.size(entry.type()) > 0 && entry.value() >= 0
                && entry.bytes() <= bytes.length() - entry.value();
    }

    /**
     * A value's bytes, in the structure's order.
     *
     * @param entry of this structure
     * @return all of them
     * @throws IOException if they are not all there, are more than 2 GB, or reading fails
     */
    public byte[] bytes(IfdEntry entry) throws IOException {
        if (!holds(entry) || entry.bytes() > Integer.MAX_VALUE - Long.BYTES) {
            throw new IOException("the value of its field " + entry.tag() + " is not all there");
        }
        return take(bytes, entry.value(), (int) entry.bytes(), order).array();
    }

    /**
     * A value's numbers, where they are whole and without sign.
     *
     * @param entry of this structure
     * @return all of them; numbers of 64 bits as they are
     * @throws IOException if they are of another kind or not all there, or reading fails
     */
    public long[] numbers(IfdEntry entry) throws IOException {
        return numbers(entry, Integer.MAX_VALUE);
    }

    /**
     * A value's first numbers, where they are whole and without sign.
     *
     * @param entry of this structure
     * @param most  at most as many
     * @return those there should be
     * @throws IOException if they are of another kind or not all there, or reading fails
     */
    public long[] numbers(IfdEntry entry, int most) throws IOException {
        int count = (int) Math.min(entry.count(), most);
        IfdEntry part = new IfdEntry(entry.tag(), entry.type(), count, entry.at(), entry.value());
        ByteBuffer value = ByteBuffer.wrap(bytes(part)).order(order);
        long[] numbers = new long[count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (entry.type()) {
                case IfdEntry.BYTE, IfdEntry.UNDEFINED -> value.get() & 0xFF;
                case IfdEntry.SHORT -> value.getShort() & 0xFFFF;
                case IfdEntry.LONG, IfdEntry.IFD -> value.getInt() & 0xFFFF_FFFFL;
                case IfdEntry.LONG8, IfdEntry.IFD8 -> value.getLong();
                default -> throw new IOException("its field " + entry.tag() + " is not a whole number");
            };
        }
        return numbers;
    }

    /**
     * The number that a directory gives for a tag.
     *
     * @param ifd     of this structure
     * @param tag     what is looked for
     * @param missing given back if it is not there
     * @return the first number if there are several
     * @throws IOException if it is of another kind, or reading fails
     */
    public long number(Ifd ifd, int tag, long missing) throws IOException {
        Optional<IfdEntry> entry = ifd.entry(tag);
        return entry.isEmpty() || entry.get().count() == 0 ? missing : numbers(entry.get(), 1)[0];
    }

    /**
     * The directories in their chain, from the first on; ends quietly where the chain breaks or bites its tail.
     *
     * @param most at most as many
     * @return those there are
     * @throws IOException if the first is not there, or reading fails
     */
    public List<Ifd> chain(int most) throws IOException {
        List<Ifd> chain = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        Ifd ifd = ifd(first);
        while (chain.size() < most && seen.add(ifd.at())) {
            chain.add(ifd);
            if (ifd.next() < firstAt() || ifd.next() >= bytes.length()) {
                break;
            }
            try {
                ifd = ifd(ifd.next());
            } catch (IOException e) {
                break;
            }
        }
        return chain;
    }

    private static ByteBuffer take(RandomBytes bytes, long at, int count, ByteOrder order) throws IOException {
        if (at < 0 || count > bytes.length() - at) {
            throw new IOException("it ends too early");
        }
        byte[] taken = new byte[count];
        bytes.read(at, taken);
        return ByteBuffer.wrap(taken).order(order);
    }
}
