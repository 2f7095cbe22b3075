package org.derain4j.pictures.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Changes to a TIFF structure in memory, in place or at its end: what is not named stays where it is. */
final class ExifEdit {

    private static final int STRIPS = 0x0111;
    private static final int STRIP_BYTES = 0x0117;
    private static final int JPEG = 0x0201;
    private static final int JPEG_BYTES = 0x0202;
    /** Of directories of EXIF, of places, of interoperability. */
    static final List<Integer> CHILDREN = List.of(0x8769, 0x8825, 0xA005);
    static final int MOST_DIRECTORIES = 16;
    /** Of a thumbnail: more than a thousand times as many as any has. */
    private static final int MOST_STRIPS = 1 << 16;

    private final byte[] block;
    private final TiffStructure tiff;
    private final Ifd main;
    private final ByteBuffer bytes;

    /** Of a block that may be changed. */
    ExifEdit(byte[] block) throws IOException {
        this.block = block;
        tiff = TiffStructure.of(RandomBytes.of(block));
        if (tiff.isBig()) {
            throw new IOException("EXIF has offsets of 32 bits");
        }
        main = tiff.ifd(tiff.first());
        bytes = ByteBuffer.wrap(block).order(tiff.order());
    }

    Ifd main() {
        return main;
    }

    /** The directory whose place the entry of a tag says, if it is there. */
    Optional<Ifd> child(Ifd parent, int tag) {
        try {
            long at = parent.entry(tag).filter(IfdEntry::isNumber).isPresent() ? tiff.number(parent, tag, 0) : 0;
            return at == 0 ? Optional.empty() : Optional.of(tiff.ifd(at));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sets every entry of a tag that is one number. */
    void setAll(Ifd ifd, int tag, int number) {
        for (IfdEntry entry : ifd.entries()) {
            if (entry.tag() == tag && entry.isNumber()) {
                int at = (int) entry.at();
                int size = IfdEntry.size(entry.type());
                boolean fits = size == Integer.BYTES || size < Integer.BYTES && number < 1 << Byte.SIZE * size;
                if (!fits) {
                    bytes.putShort(at + 2, (short) IfdEntry.LONG);
                }
                bytes.putInt(at + 8, 0);
                switch (fits ? size : Integer.BYTES) {
                    case Byte.BYTES -> bytes.put(at + 8, (byte) number);
                    case Short.BYTES -> bytes.putShort(at + 8, (short) number);
                    default -> bytes.putInt(at + 8, number);
                }
            }
        }
    }

    /** Lets the values of two tags change places. */
    void exchange(Ifd ifd, int one, int other) throws IOException {
        Optional<IfdEntry> a = ifd.entry(one);
        Optional<IfdEntry> b = ifd.entry(other);
        boolean alike = a.isPresent() && b.isPresent() && a.get().type() == b.get().type()
                && a.get().count() == b.get().count() && tiff.holds(a.get()) && tiff.holds(b.get());
        if (alike) {
            byte[] first = tiff.bytes(a.get());
            byte[] second = tiff.bytes(b.get());
            bytes.put((int) a.get().value(), second);
            bytes.put((int) b.get().value(), first);
        }
    }

    /**
     * The block without the directories after the first: their pictures are cut off where they are the end of the block, else
     * overwritten with zeros, unless something else is said to lie there.
     */
    byte[] withoutThumbnail() throws IOException {
        List<Ifd> chain = tiff.chain(MOST_DIRECTORIES);
        if (chain.size() > 1 || main.next() != 0) {
            bytes.putInt((int) main.nextAt(), 0);
        }
        List<Span> kept = merged(kept());
        List<Span> pictures = new ArrayList<>();
        for (Ifd ifd : chain.subList(1, chain.size())) {
            pictures(ifd).stream().filter(picture -> !meets(kept, picture)).forEach(pictures::add);
        }
        List<Span> gone = merged(pictures);
        gone.forEach(span -> Arrays.fill(block, span.from, span.to, (byte) 0));
        int length = block.length;
        for (Span last : gone.reversed()) {
            if (last.from < kept.getLast().to || !onlyZeros(last.to, length)) {
                break;
            }
            length = last.from;
        }
        return length == block.length ? block : Arrays.copyOf(block, length);
    }

    /** Spans from front to back, those that meet or touch made one: however many there were, no byte is in two. */
    private static List<Span> merged(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparingInt(Span::from)).toList()) {
            if (merged.isEmpty() || merged.getLast().to < span.from) {
                merged.add(span);
            } else {
                Span last = merged.removeLast();
                merged.add(new Span(last.from, Math.max(last.to, span.to)));
            }
        }
        return merged;
    }

    /** Whether a span meets one of some merged ones; it can only be the last of those that begin before its end. */
    private static boolean meets(List<Span> merged, Span span) {
        int place = Collections.binarySearch(merged, new Span(span.to, span.to), Comparator.comparingInt(Span::from));
        int before = (place < 0 ? -place - 1 : place) - 1;
        return before >= 0 && merged.get(before).to > span.from;
    }

    private boolean onlyZeros(int from, int to) {
        for (int i = from; i < to; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private List<Span> pictures(Ifd ifd) {
        List<Span> pictures = new ArrayList<>();
        add(pictures, ifd, JPEG, JPEG_BYTES);
        add(pictures, ifd, STRIPS, STRIP_BYTES);
        return pictures;
    }

    private void add(List<Span> pictures, Ifd ifd, int places, int lengths) {
        Optional<IfdEntry> at = ifd.entry(places);
        Optional<IfdEntry> length = ifd.entry(lengths);
        if (at.isEmpty() || length.isEmpty()) {
            return;
        }
        try {
            long[] from = tiff.numbers(at.get(), MOST_STRIPS);
            long[] count = tiff.numbers(length.get(), MOST_STRIPS);
            for (int i = 0; i < Math.min(from.length, count.length); i++) {
                // One that runs over the end is cut, but it is a picture none the less.
                long to = Math.min(from[i] + count[i], block.length);
                if (from[i] >= 0 && from[i] < to) {
                    pictures.add(new Span((int) from[i], (int) to));
                }
            }
        } catch (IOException e) {
            // Without a place there is nothing to be overwritten.
        }
    }

    /** Where the first directory and those below it say that they have something. */
    private List<Span> kept() throws IOException {
        List<Span> kept = new ArrayList<>(List.of(new Span(0, 8)));
        List<Ifd> open = new ArrayList<>(List.of(main));
        for (int i = 0; i < open.size(); i++) {
            Ifd ifd = open.get(i);
            int end = (int) (ifd.nextAt() < 0 ? block.length : ifd.nextAt() + 4);
            kept.add(new Span((int) ifd.at(), end));
            for (IfdEntry entry : ifd.entries()) {
                if (tiff.holds(entry) && entry.bytes() > 0) {
                    kept.add(new Span((int) entry.value(), (int) (entry.value() + entry.bytes())));
                }
            }
            for (int tag : CHILDREN) {
                child(ifd, tag).filter(below -> open.size() < MOST_DIRECTORIES
                        && open.stream().noneMatch(known -> known.at() == below.at())).ifPresent(open::add);
            }
        }
        return kept;
    }

    /** The block with another text in an entry. */
    byte[] withText(IfdEntry entry, byte[] text) throws IOException {
        int at = (int) entry.at();
        boolean inside = text.length <= Integer.BYTES;
        boolean room = tiff.holds(entry) && entry.bytes() >= text.length;
        if (room) {
            Arrays.fill(block, (int) entry.value(), (int) (entry.value() + entry.bytes()), (byte) 0);
        }
        ByteBuffer to = inside || room ? bytes : padded(text.length);
        int value = inside ? at + 8 : room ? (int) entry.value() : to.position();
        to.putShort(at + 2, (short) IfdEntry.ASCII).putInt(at + 4, text.length).putInt(at + 8, inside ? 0 : value);
        to.put(value, text);
        return to.array();
    }

    /** The block with one entry more, in a first directory at its end. */
    byte[] withEntry(int tag, byte[] text) throws IOException {
        int entries = main.entries().size();
        if (entries == 0xFFFF) {
            throw new IOException("a directory has room for 65535 entries");
        }
        ByteBuffer to = padded(2 + 12 * (entries + 1) + 4 + text.length);
        to.putInt(4, to.position());
        to.putShort((short) (entries + 1));
        int value = to.position() + 12 * (entries + 1) + 4;
        boolean written = false;
        for (IfdEntry entry : main.entries()) {
            if (!written && entry.tag() > tag) {
                put(to, tag, text, value);
                written = true;
            }
            to.put(block, (int) entry.at(), 12);
        }
        if (!written) {
            put(to, tag, text, value);
        }
        to.putInt((int) main.next());
        to.put(value, text);
        return to.array();
    }

    /** A copy with room at its end, from an even place on, where writing goes on. */
    private ByteBuffer padded(int more) {
        int even = block.length + (block.length & 1);
        return ByteBuffer.wrap(Arrays.copyOf(block, even + more)).order(tiff.order()).position(even);
    }

    private static void put(ByteBuffer to, int tag, byte[] text, int value) {
        to.putShort((short) tag).putShort((short) IfdEntry.ASCII).putInt(text.length);
        if (text.length > Integer.BYTES) {
            to.putInt(value);
        } else {
            to.put(Arrays.copyOf(text, Integer.BYTES));
        }
    }

    /** Bytes of the block, from one to before another. */
    private record Span(int from, int to) {}
}
