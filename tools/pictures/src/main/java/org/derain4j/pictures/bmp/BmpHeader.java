package org.derain4j.pictures.bmp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.UnsupportedException;

/**
 * What a BMP says before its pixels, in any of its headers from OS/2's first to Windows' fifth.
 *
 * @param width       columns
 * @param height      rows
 * @param topDown     whether the first row is the uppermost
 * @param bits        of a pixel
 * @param compression 0 for none, 1 and 2 for run lengths of 8 and 4 bits, 3 for masks
 * @param masks       of red, green, blue and alpha in pixels of 16 and 32 bits; 0 for none
 * @param palette     colours as red, green, blue
 * @param pixels      where they begin
 * @param x           pixels a metre, from left to right; 0 if not said
 * @param y           pixels a metre, from top to bottom; 0 if not said
 * @param profile     an embedded profile, not checked; null if there is none
 */
record BmpHeader(int width, int height, boolean topDown, int bits, int compression, int[] masks, int[] palette,
        long pixels, int x, int y, byte[] profile) {

    static final int RLE8 = 1;
    static final int RLE4 = 2;
    static final int MASKS = 3;

    private static final int FILE = 14;
    private static final int CORE = 12;
    private static final int INFO = 40;
    private static final int OS2 = 64;
    private static final int WITH_MASKS = 52;
    private static final int WITH_ALPHA = 56;
    private static final int V5 = 124;
    private static final int ALPHA_MASKS = 6;
    private static final int MOST_COLUMNS = 1 << 26;
    private static final int EMBEDDED = 'M' << 24 | 'B' << 16 | 'E' << 8 | 'D';
    private static final int[] MASKS_16 = {0x7C00, 0x03E0, 0x001F, 0};
    private static final int[] MASKS_32 = {0xFF0000, 0x00FF00, 0x0000FF, 0};

    static BmpHeader of(ImageInputStream in) throws IOException {
        ByteBuffer file = take(in, 0, FILE + 4);
        int size = file.getInt(FILE);
        if (file.getShort(0) != ('M' << 8 | 'B') || size < CORE || size > 1024) {
            throw DamagedException.broken("its header is none of a BMP", null);
        }
        // What shorter headers do not say is 0.
        ByteBuffer head = ByteBuffer.wrap(Arrays.copyOf(take(in, FILE, size).array(), Math.max(size, V5)))
                .order(ByteOrder.LITTLE_ENDIAN);
        boolean core = size == CORE;
        int width = core ? head.getShort(4) & 0xFFFF : head.getInt(4);
        int height = core ? head.getShort(6) & 0xFFFF : head.getInt(8);
        int bits = head.getShort(core ? 10 : 14);
        int compression = core ? 0 : head.getInt(16);
        if (core) {
            Arrays.fill(head.array(), CORE, V5, (byte) 0);
        }
        requireRead(width, height, bits, compression, size == OS2);
        boolean behind = size == INFO && (compression == MASKS || compression == ALPHA_MASKS);
        int maskBytes = !behind ? 0 : compression == MASKS ? 12 : 16;
        int[] masks = masks(in, head, size, bits, compression, maskBytes);
        long colours = (long) FILE + size + maskBytes;
        long pixels = file.getInt(10) & 0xFFFF_FFFFL;
        int entry = core ? 3 : 4;
        int[] palette = bits > 8 ? new int[0] : palette(in, colours, entry, bits, head.getInt(32), pixels);
        if (pixels < FILE + size) {
            pixels = colours + (long) palette.length * entry;
        }
        return new BmpHeader(width, Math.abs(height), height < 0, bits,
                compression == ALPHA_MASKS ? MASKS : compression,
                masks, palette, pixels, head.getInt(24), head.getInt(28), profile(in, head, size));
    }

    private static void requireRead(int width, int height, int bits, int compression, boolean os2)
            throws IOException {
        if (width <= 0 || height == 0 || height == Integer.MIN_VALUE) {
            throw DamagedException.broken("it is said to have %d x %d pixels".formatted(width, height), null);
        }
        if (width > MOST_COLUMNS) {
            throw new UnsupportedException("its rows have more than 67 million pixels", "cut or scale it down");
        }
        if (compression == 4 || compression == 5 || compression > ALPHA_MASKS || os2 && compression >= MASKS) {
            throw new UnsupportedException(switch (compression) {
                case 4 -> os2 ? "its pixels are run lengths of 24 bits" : "its pixels are a JPEG";
                case 5 -> "its pixels are a PNG";
                default -> "its pixels are compressed by method " + compression;
            }, "convert it, for example with convert IN OUT.png");
        }
        boolean known = switch (compression) {
            case 0 -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
            case RLE8 -> bits == 8;
            case RLE4 -> bits == 4;
            default -> bits == 16 || bits == 32;
        };
        if (!known || compression < 0) {
            throw DamagedException.broken("it is said to have %d bits a pixel and compression %d"
                    .formatted(bits, compression), null);
        }
    }

    private static int[] masks(ImageInputStream in, ByteBuffer head, int size, int bits, int compression, int behind)
            throws IOException {
        if (compression < MASKS) {
            return bits == 16 ? MASKS_16 : MASKS_32;
        }
        ByteBuffer from = behind > 0 ? take(in, FILE + size, behind) : head.slice(INFO, 16).order(head.order());
        int[] masks = new int[4];
        int count = behind > 0 ? behind / 4 : size >= WITH_ALPHA ? 4 : 3;
        for (int i = 0; i < count; i++) {
            masks[i] = from.getInt(4 * i);
            int low = Integer.numberOfTrailingZeros(masks[i]);
            if (masks[i] != 0 && (masks[i] >>> low & (masks[i] >>> low) + 1) != 0) {
                throw DamagedException.broken("its masks have gaps", null);
            }
        }
        if (behind == 0 && size < WITH_MASKS) {
            throw DamagedException.broken("its header has no masks", null);
        }
        return masks;
    }

    private static int[] palette(ImageInputStream in, long at, int entry, int bits, int used, long pixels)
            throws IOException {
        int most = 1 << bits;
        int count = used <= 0 || used > most ? most : used;
        // Some files have fewer colours than they should, and their pixels begin early.
        int room = Math.clamp((pixels - at) / entry, 0, most);
        ByteBuffer colours = take(in, at, (pixels > at ? Math.min(count, room) : count) * entry);
        int[] palette = new int[colours.capacity() / entry];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = colours.get(i * entry) & 0xFF | (colours.get(i * entry + 1) & 0xFF) << 8
                    | (colours.get(i * entry + 2) & 0xFF) << 16;
        }
        if (palette.length == 0) {
            throw DamagedException.broken("it has no palette", null);
        }
        return palette;
    }

    private static byte[] profile(ImageInputStream in, ByteBuffer head, int size) throws IOException {
        long at = FILE + (head.getInt(112) & 0xFFFF_FFFFL);
        int length = head.getInt(116);
        boolean there = size >= V5 && head.getInt(56) == EMBEDDED && length > 0 && length <= in.length() - at;
        return there ? take(in, at, length).array() : null;
    }

    private static ByteBuffer take(ImageInputStream in, long at, int count) throws IOException {
        if (count > in.length() - at) {
            throw new EOFException("it ends too early");
        }
        byte[] taken = new byte[count];
        in.seek(at);
        in.readFully(taken);
        return ByteBuffer.wrap(taken).order(ByteOrder.LITTLE_ENDIAN);
    }
}
