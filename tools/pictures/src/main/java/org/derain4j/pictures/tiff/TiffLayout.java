package org.derain4j.pictures.tiff;

import static org.derain4j.pictures.tiff.TiffTags.BITS;
import static org.derain4j.pictures.tiff.TiffTags.COMPRESSION;
import static org.derain4j.pictures.tiff.TiffTags.EXTRA_SAMPLES;
import static org.derain4j.pictures.tiff.TiffTags.FILL_ORDER;
import static org.derain4j.pictures.tiff.TiffTags.HEIGHT;
import static org.derain4j.pictures.tiff.TiffTags.PHOTOMETRIC;
import static org.derain4j.pictures.tiff.TiffTags.PLANAR;
import static org.derain4j.pictures.tiff.TiffTags.PREDICTOR;
import static org.derain4j.pictures.tiff.TiffTags.ROWS_PER_STRIP;
import static org.derain4j.pictures.tiff.TiffTags.SAMPLES;
import static org.derain4j.pictures.tiff.TiffTags.STRIP_COUNTS;
import static org.derain4j.pictures.tiff.TiffTags.STRIP_OFFSETS;
import static org.derain4j.pictures.tiff.TiffTags.TILE_COUNTS;
import static org.derain4j.pictures.tiff.TiffTags.TILE_HEIGHT;
import static org.derain4j.pictures.tiff.TiffTags.TILE_OFFSETS;
import static org.derain4j.pictures.tiff.TiffTags.TILE_WIDTH;
import static org.derain4j.pictures.tiff.TiffTags.WIDTH;

import java.io.IOException;
import java.util.Optional;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.metadata.Ifd;
import org.derain4j.pictures.metadata.IfdEntry;
import org.derain4j.pictures.metadata.TiffStructure;

/**
 * How a directory says that its pixels lie. Checked: what is here can be decoded without taking more memory than a row and the picture.
 *
 * @param width         columns
 * @param height        rows
 * @param bits          of a sample, 1 to 16
 * @param samples       of a pixel, 1 to {@link #MOST_SAMPLES}
 * @param compression   number of the tag
 * @param photometric   what the samples are
 * @param planar        whether each sample has segments of its own
 * @param reversed      whether the first pixel is in the lowest bits
 * @param predictor     whether samples are differences from those to their left
 * @param segmentWidth  columns of a strip or tile
 * @param segmentHeight rows of a strip or tile
 * @param offsets       of the segments, plane by plane, row by row; may be fewer than there should be
 * @param counts        of their bytes; 0 for what is not said
 * @param extra         what the samples beyond the colours mean: 0 unspecified, 1 associated alpha, 2 alpha
 */
record TiffLayout(int width, int height, int bits, int samples, int compression, int photometric, boolean planar,
        boolean reversed, boolean predictor, int segmentWidth, int segmentHeight, long[] offsets, long[] counts,
        int[] extra) {

    static final int WHITE_IS_ZERO = 0;
    static final int BLACK_IS_ZERO = 1;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int SEPARATED = 5;
    static final int YCBCR = 6;
    static final int CIE_LAB = 8;
    static final int ICC_LAB = 9;

    private static final int MOST_SAMPLES = 256;
    private static final int ROW_SAMPLES = 1 << 26;
    private static final int DIFFERENCES = 2;

    static TiffLayout of(TiffStructure tiff, Ifd ifd) throws IOException {
        int width = size(tiff, ifd, WIDTH, 0);
        int height = size(tiff, ifd, HEIGHT, 0);
        // As many as have a number of bits, where that is all that is said.
        int samples = (int) tiff.number(ifd, SAMPLES, ifd.entry(BITS).map(IfdEntry::count).orElse(1L));
        int photometric = (int) tiff.number(ifd, PHOTOMETRIC, samples < 3 ? BLACK_IS_ZERO : RGB);
        int bits = bits(tiff, ifd);
        TiffKinds.requireRead(tiff, ifd, bits, photometric, samples);
        int colours = colours(photometric);
        if (samples < colours || samples > MOST_SAMPLES) {
            throw DamagedException.broken("it has " + samples + " samples a pixel", null);
        }
        if ((long) width * samples > ROW_SAMPLES) {
            throw new UnsupportedException("its rows have more than 67 million samples", "cut or scale it down");
        }
        boolean tiles = ifd.entry(TILE_WIDTH).isPresent();
        int segmentWidth = tiles ? size(tiff, ifd, TILE_WIDTH, 0) : width;
        int segmentHeight = tiles ? size(tiff, ifd, TILE_HEIGHT, 0) : rows(tiff, ifd, height);
        boolean planar = tiff.number(ifd, PLANAR, 1) == 2 && samples > 1;
        long needed = ceil(width, segmentWidth) * ceil(height, segmentHeight) * (planar ? samples : 1);
        int most = (int) Math.min(needed, Integer.MAX_VALUE / Long.BYTES);
        // Some writers gave tiles the tags of strips.
        boolean own = tiles && ifd.entry(TILE_OFFSETS).isPresent();
        long[] offsets = numbers(tiff, ifd, own ? TILE_OFFSETS : STRIP_OFFSETS, most);
        long[] counts = numbers(tiff, ifd, own ? TILE_COUNTS : STRIP_COUNTS, offsets.length);
        return new TiffLayout(width, height, bits, samples, (int) tiff.number(ifd, COMPRESSION, 1), photometric,
                planar, tiff.number(ifd, FILL_ORDER, 1) == 2, tiff.number(ifd, PREDICTOR, 1) == DIFFERENCES,
                segmentWidth, segmentHeight, offsets, counts, extra(tiff, ifd, samples - colours));
    }

    /** How many samples are colours. */
    int colours() {
        return colours(photometric);
    }

    private static int colours(int photometric) {
        return switch (photometric) {
            case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
            case SEPARATED -> 4;
            default -> 3;
        };
    }

    /** The sample that is alpha, if exactly one says so; else -1. */
    int alpha() {
        int alpha = -1;
        for (int i = 0; i < extra.length; i++) {
            if (extra[i] == 1 || extra[i] == 2) {
                if (alpha >= 0) {
                    return -1;
                }
                alpha = colours() + i;
            }
        }
        return alpha;
    }

    /** Whether colours are multiplied by alpha; a palette's numbers cannot be. */
    boolean premultiplied() {
        return photometric != PALETTE && alpha() >= 0 && extra[alpha() - colours()] == 1;
    }

    int across() {
        return (int) ceil(width, segmentWidth);
    }

    int down() {
        return (int) ceil(height, segmentHeight);
    }

    private static long ceil(int size, int part) {
        return ((long) size + part - 1) / part;
    }

    private static int[] extra(TiffStructure tiff, Ifd ifd, int count) throws IOException {
        int[] extra = new int[count];
        long[] stated = numbers(tiff, ifd, EXTRA_SAMPLES, count);
        for (int i = 0; i < stated.length; i++) {
            extra[i] = (int) stated[i];
        }
        return extra;
    }

    private static int rows(TiffStructure tiff, Ifd ifd, int height) throws IOException {
        long rows = tiff.number(ifd, ROWS_PER_STRIP, height);
        return rows <= 0 || rows > height ? height : (int) rows;
    }

    private static int bits(TiffStructure tiff, Ifd ifd) throws IOException {
        long[] bits = numbers(tiff, ifd, BITS, MOST_SAMPLES);
        for (long b : bits) {
            if (b != bits[0]) {
                throw new UnsupportedException("its samples have different numbers of bits", TiffKinds.RESAVE);
            }
        }
        return bits.length == 0 ? 1 : Math.clamp(bits[0], 0, Integer.MAX_VALUE);
    }

    private static int size(TiffStructure tiff, Ifd ifd, int tag, long missing) throws IOException {
        long size = tiff.number(ifd, tag, missing);
        if (size <= 0 || size > Integer.MAX_VALUE) {
            throw DamagedException.broken("its field " + tag + ", a size, is " + size, null);
        }
        return (int) size;
    }

    private static long[] numbers(TiffStructure tiff, Ifd ifd, int tag, int most) throws IOException {
        Optional<IfdEntry> entry = ifd.entry(tag);
        return entry.isEmpty() ? new long[0] : tiff.numbers(entry.get(), most);
    }
}
