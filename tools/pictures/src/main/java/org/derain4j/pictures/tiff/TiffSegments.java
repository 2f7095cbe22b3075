package org.derain4j.pictures.tiff;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.zip.InflaterInputStream;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.SegmentInputStream;

/**
 * Decodes strips and tiles of samples row by row: uncompressed, PackBits, LZW, Deflate. The plugins of {@code javax.imageio} are not asked
 * for these, since each spoils some: 10, 12 and 14 bits, differences of 16 bits, white at zero, tiles of few bits, extra samples.
 */
final class TiffSegments {

    /** Takes samples. */
    interface Sink {

        /**
         * Some pixels beside each other.
         *
         * @param x       column of the first
         * @param y       row
         * @param plane   the sample of the pixel that comes first, if each has segments of its own; else 0
         * @param samples pixel by pixel as stored, differences undone
         * @param count   of samples, a multiple of those of a pixel
         */
        void row(int x, int y, int plane, int[] samples, int count);
    }

    private static final int BUFFER = 1 << 16;
    /** Most that compressed data may be larger than what they make; only a bound for what is read. */
    private static final int SWOLLEN = 4;

    private final ImageInputStream in;
    private final long length;
    private final ByteOrder order;
    private final TiffLayout layout;
    /** Samples of a pixel that lie together. */
    private final int together;

    TiffSegments(ImageInputStream in, ByteOrder order, TiffLayout layout) throws IOException {
        this.in = in;
        this.length = in.length();
        this.order = order;
        this.layout = layout;
        together = layout.planar() ? 1 : layout.samples();
    }

    /**
     * Decodes all segments of some planes.
     *
     * @param planes the samples that are wanted, if each has segments of its own
     * @param sink   takes them
     * @return how many segments are not whole, if that is allowed
     * @throws DamagedException if one is not whole, unless that is allowed
     */
    int decode(int[] planes, boolean lenient, Sink sink) throws IOException {
        int broken = 0;
        int perPlane = Math.multiplyExact(layout.across(), layout.down());
        int cut = Math.min(layout.width(), layout.segmentWidth());
        int[] samples = new int[cut * together];
        byte[] packed = new byte[(int) bytes(cut)];
        for (int plane : layout.planar() ? planes : new int[]{0}) {
            for (int i = 0; i < perPlane; i++) {
                long index = (long) plane * perPlane + i;
                if (lenient && index >= layout.offsets().length) {
                    // Nor has any after it a place: there may be millions.
                    broken += perPlane - i;
                    break;
                }
                try {
                    segment(plane, index, i, packed, samples, sink);
                } catch (IOException e) {
                    if (!lenient) {
                        throw DamagedException.cutShort(
                                "its %s %d of %d is broken or missing".formatted(
                                        layout.across() > 1 ? "tile" : "strip", i + 1, perPlane),
                                e);
                    }
                    broken++;
                }
            }
        }
        return broken;
    }

    /** Bytes of a row of so many pixels. */
    private long bytes(long pixels) {
        return (pixels * together * layout.bits() + 7) / Byte.SIZE;
    }

    private void segment(int plane, long index, int i, byte[] packed, int[] samples, Sink sink) throws IOException {
        int x = i % layout.across() * layout.segmentWidth();
        int y = i / layout.across() * layout.segmentHeight();
        int columns = Math.min(layout.segmentWidth(), layout.width() - x);
        int rows = Math.min(layout.segmentHeight(), layout.height() - y);
        int wanted = (int) bytes(columns);
        long all = bytes(layout.segmentWidth());
        try (InputStream row = open(index, all * rows)) {
            for (int r = 0; r < rows; r++) {
                if (row.readNBytes(packed, 0, wanted) < wanted) {
                    throw new EOFException("it ends too early");
                }
                if (r + 1 < rows) {
                    row.skipNBytes(all - wanted);
                }
                int count = columns * together;
                unpack(packed, samples, count);
                if (layout.predictor() && layout.compression() != TiffKinds.NONE) {
                    undoDifferences(samples, count);
                }
                sink.row(x, y + r, plane, samples, count);
            }
        }
    }

    private InputStream open(long index, long expected) throws IOException {
        long offset = index < layout.offsets().length ? layout.offsets()[(int) index] : 0;
        long stated = index < layout.counts().length ? layout.counts()[(int) index] : 0;
        if (offset <= 0 || offset >= length) {
            throw new EOFException("it is not in the file");
        }
        boolean plain = layout.compression() == TiffKinds.NONE;
        long bound = plain ? expected : SWOLLEN * expected + BUFFER;
        // Without a length, or with a wrong one where all lies in one piece, all there is may be its.
        boolean known = stated > 0 && !(plain && layout.offsets().length == 1);
        long size = Math.min(length - offset, known ? Math.min(stated, bound) : bound);
        InputStream stored = new SegmentInputStream(in, offset, size, layout.reversed());
        if (plain) {
            return stored;
        }
        InputStream buffered = new BufferedInputStream(stored, Math.clamp(size, 512, BUFFER));
        return switch (layout.compression()) {
            case TiffKinds.PACK_BITS -> new PackBitsInputStream(buffered);
            case TiffKinds.LZW -> new LzwInputStream(buffered);
            default -> new InflaterInputStream(buffered);
        };
    }

    private void unpack(byte[] packed, int[] samples, int count) {
        int bits = layout.bits();
        if (bits == Byte.SIZE) {
            for (int i = 0; i < count; i++) {
                samples[i] = packed[i] & 0xFF;
            }
        } else if (bits == Short.SIZE) {
            int high = order == ByteOrder.BIG_ENDIAN ? 0 : 1;
            for (int i = 0; i < count; i++) {
                samples[i] = (packed[2 * i + high] & 0xFF) << 8 | packed[2 * i + 1 - high] & 0xFF;
            }
        } else {
            int held = 0;
            int at = 0;
            int buffer = 0;
            for (int i = 0; i < count; i++) {
                while (held < bits) {
                    buffer = buffer << 8 | packed[at++] & 0xFF;
                    held += 8;
                }
                held -= bits;
                samples[i] = buffer >>> held & (1 << bits) - 1;
            }
        }
    }

    private void undoDifferences(int[] samples, int count) {
        int mask = (1 << layout.bits()) - 1;
        for (int i = together; i < count; i++) {
            samples[i] = samples[i] + samples[i - together] & mask;
        }
    }
}
