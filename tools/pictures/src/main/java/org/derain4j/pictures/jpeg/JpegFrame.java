package org.derain4j.pictures.jpeg;

import java.util.List;
import java.util.stream.IntStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.UnsupportedException;

/**
 * What the header of a JPEG's frame says of its pixels.
 *
 * @param header     the segment
 * @param width      columns
 * @param height     rows
 * @param components their colours, in their order
 */
record JpegFrame(JpegSegment header, int width, int height, List<Component> components) {

    /** The most columns and rows that the decoder takes, and the encoder. */
    static final int LONGEST = 65_500;

    private static final int BITS = 8;
    private static final int LOSSLESS = 0xC3;

    /**
     * One of the colours.
     *
     * @param id         what scans call it
     * @param horizontal sampling factor
     * @param vertical   sampling factor
     * @param table      the number of its quantization table
     */
    record Component(int id, int horizontal, int vertical, int table) {}

    /**
     * Finds the header, and refuses what is not read.
     *
     * @param segments of the file
     * @return what it says
     * @throws DamagedException     if it makes no sense
     * @throws UnsupportedException if it is of a kind that is not read
     */
    static JpegFrame of(JpegSegments segments) throws DamagedException, UnsupportedException {
        for (JpegSegment segment : segments.all()) {
            if (segment.marker() == JpegSegment.DHP || segment.marker() == JpegSegment.EXP) {
                throw new UnsupportedException("its pixels are coded hierarchically",
                        "save it as a plain JPEG or PNG with the program that made it");
            }
            if (JpegSegment.isFrame(segment.marker())) {
                requireReadable(segment);
                return of(segment, segments);
            }
        }
        throw DamagedException.broken("its header is missing", null);
    }

    private static void requireReadable(JpegSegment header) throws DamagedException, UnsupportedException {
        if (header.length() < 6) {
            throw DamagedException.broken("its header is cut short", null);
        }
        switch (header.marker()) {
            case 0xC0, 0xC1, 0xC2, LOSSLESS -> {
            }
            case 0xC9, 0xCA, 0xCB -> throw new UnsupportedException("its pixels are coded arithmetically",
                    "make a plain JPEG of it without loss, as \"jpegtran -copy all -outfile plain.jpg\" of libjpeg-turbo does");
            default -> throw new UnsupportedException("its pixels are coded hierarchically",
                    "save it as a plain JPEG or PNG with the program that made it");
        }
        if (header.u8(0) != BITS && (header.marker() != LOSSLESS || header.u8(0) != 2 * BITS)) {
            throw new UnsupportedException("its samples have " + header.u8(0) + " bits",
                    "make a PNG of it, as \"magick picture.jpg picture.png\" does where it is built with libjpeg-turbo 3");
        }
    }

    private static JpegFrame of(JpegSegment header, JpegSegments segments)
            throws DamagedException, UnsupportedException {
        int count = header.u8(5);
        if (header.length() < 6 + 3 * count || count == 0) {
            throw DamagedException.broken("its header is cut short", null);
        }
        if (IntStream.range(0, count).map(i -> header.u8(6 + 3 * i)).distinct().count() < count) {
            renumber(count, header, segments);
        }
        List<Component> components = IntStream.range(0, count).map(i -> 6 + 3 * i)
                .mapToObj(i -> new Component(header.u8(i), header.u8(i + 1) >> 4, header.u8(i + 1) & 15,
                        header.u8(i + 2)))
                .toList();
        // A header without a height has it behind the first scan.
        int height = header.u16(1) > 0
                ? header.u16(1)
                : segments.all(JpegSegment.DNL).stream().filter(s -> s.length() >= 2).mapToInt(s -> s.u16(0))
                        .findFirst().orElse(0);
        JpegFrame frame = new JpegFrame(header, header.u16(3), height, components);
        frame.requireSense();
        return frame;
    }

    /** Some scanners call all components the same, and mean them in their order. */
    private static void renumber(int count, JpegSegment header, JpegSegments segments) {
        byte[] file = header.file();
        for (int i = 0; i < count; i++) {
            file[header.offset() + 6 + 3 * i] = (byte) (i + 1);
        }
        for (JpegSegment scan : segments.all(JpegSegment.SOS)) {
            for (int i = 0; scan.length() > 2 * count && scan.u8(0) == count && i < count; i++) {
                file[scan.offset() + 1 + 2 * i] = (byte) (i + 1);
            }
        }
    }

    private void requireSense() throws DamagedException, UnsupportedException {
        if (width == 0 || height == 0) {
            throw DamagedException.broken("its header says %d x %d pixels".formatted(width, height), null);
        }
        for (Component c : components) {
            if (c.horizontal < 1 || c.horizontal > 4 || c.vertical < 1 || c.vertical > 4 || c.table > 3) {
                throw DamagedException.broken("its header has impossible sampling factors", null);
            }
        }
        if (components.size() == 2 || components.size() > (lossless() ? 3 : 4)) {
            throw new UnsupportedException("it has " + components.size() + " colours of unknown meaning",
                    "save it as a plain JPEG or PNG with the program that made it");
        }
        if (width > LONGEST || height > LONGEST) {
            throw new UnsupportedException("it has more than 65,500 columns or rows", "cut it into parts");
        }
        int h = most(true);
        int v = most(false);
        if (components.stream().anyMatch(c -> h % c.horizontal != 0 || v % c.vertical != 0)) {
            throw new UnsupportedException("its colours are sampled in fractions of each other",
                    "save it as a plain JPEG or PNG with the program that made it");
        }
    }

    /** Whether it has no blocks at all, but samples told from their neighbours. */
    boolean lossless() {
        return header.marker() == LOSSLESS;
    }

    /** How many a sample has. */
    int bits() {
        return header.u8(0);
    }

    boolean progressive() {
        return header.marker() == 0xC2;
    }

    /** Whether a component has every second row only, and every column. */
    boolean halfHigh(int component) {
        Component c = components.get(component);
        return c.horizontal == most(true) && 2 * c.vertical == most(false);
    }

    /** Whether some component is so. */
    boolean halfHigh() {
        return IntStream.range(0, components.size()).anyMatch(this::halfHigh);
    }

    /** How many blocks of 8x8 samples there are at least. */
    long blocks() {
        return components.stream()
                .mapToLong(
                        c -> (long) blocks(width, c.horizontal, most(true)) * blocks(height, c.vertical, most(false)))
                .sum();
    }

    private static int blocks(int size, int factor, int most) {
        return Math.ceilDiv(Math.ceilDiv(size * factor, most), 8);
    }

    private int most(boolean horizontal) {
        return components.stream().mapToInt(c -> horizontal ? c.horizontal : c.vertical).max().orElseThrow();
    }

    /** The position of a component among all, or -1. */
    int component(int id) {
        return IntStream.range(0, components.size()).filter(i -> components.get(i).id == id).findFirst().orElse(-1);
    }
}
