package org.derain4j.pictures.png;

import java.nio.ByteBuffer;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.UnsupportedException;

/**
 * What IHDR says.
 *
 * @param width      columns
 * @param height     rows
 * @param depth      bits a sample: 1, 2, 4, 8 or 16
 * @param colour     the colour type: {@link #GREY} and so on
 * @param interlaced Adam7
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {

    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    static final int LENGTH = 13;

    static PngHeader of(ByteBuffer ihdr) throws DamagedException, UnsupportedException {
        int width = ihdr.getInt();
        int height = ihdr.getInt();
        int depth = ihdr.get();
        int colour = ihdr.get();
        int methods = ihdr.get() | ihdr.get();
        int interlace = ihdr.get();
        if (width <= 0 || height <= 0) {
            throw DamagedException.broken("its header says %d x %d pixels"
                    .formatted(Integer.toUnsignedLong(width), Integer.toUnsignedLong(height)), null);
        }
        boolean known = switch (colour) {
            case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
            default -> false;
        };
        if (!known || methods != 0 || interlace >>> 1 != 0) {
            throw DamagedException.broken("its header says what no PNG has (colour type %d, %d bits, interlacing %d)"
                    .formatted(colour, depth, interlace), null);
        }
        PngHeader header = new PngHeader(width, height, depth, colour, interlace == 1);
        if ((long) width * header.bitsPerPixel() / Byte.SIZE > Integer.MAX_VALUE - Byte.SIZE - 2) {
            throw new UnsupportedException("its rows have more than 2 GB", "scale it down");
        }
        return header;
    }

    PngHeader sized(int otherWidth, int otherHeight) {
        return new PngHeader(otherWidth, otherHeight, depth, colour, interlaced);
    }

    /** The same, with a palette's indices taken for grey levels. */
    PngHeader withoutPalette() {
        return new PngHeader(width, height, depth, colour == PALETTE ? GREY : colour, interlaced);
    }

    boolean isGrey() {
        return colour == GREY || colour == GREY_ALPHA;
    }

    boolean hasAlpha() {
        return colour == GREY_ALPHA || colour == RGB_ALPHA;
    }

    /** As stored: a palette's index is one. */
    int channels() {
        return switch (colour) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    int bitsPerPixel() {
        return channels() * depth;
    }

    int rowBytes(int columns) {
        return (int) (((long) columns * bitsPerPixel() + Byte.SIZE - 1) / Byte.SIZE);
    }
}
