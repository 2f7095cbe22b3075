package org.derain4j.pictures.tiff;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.UnsupportedException;

/**
 * Gathers the samples that are kept, of 8 or 16 bits, pixel by pixel: colours, then alpha if there is one. Samples of fewer bits are
 * spread over all levels.
 */
final class TiffPicture implements TiffSegments.Sink {

    private final TiffLayout layout;
    private final int[] kept;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] levels;

    TiffPicture(TiffLayout layout) throws UnsupportedException {
        this.layout = layout;
        kept = kept(layout);
        long size = (long) layout.width() * layout.height() * kept.length;
        if (size > Integer.MAX_VALUE - Long.BYTES) {
            throw new UnsupportedException("it has more samples than Java holds in one picture",
                    "cut or scale it down");
        }
        boolean deep = layout.bits() > Byte.SIZE;
        bytes = deep ? null : new byte[(int) size];
        shorts = deep ? new short[(int) size] : null;
        levels = levels(layout, deep ? 0xFFFF : 0xFF);
    }

    /** Which samples are kept. */
    static int[] kept(TiffLayout layout) {
        IntStream colours = IntStream.range(0, layout.colours());
        return (layout.alpha() < 0 ? colours : IntStream.concat(colours, IntStream.of(layout.alpha()))).toArray();
    }

    /** What each level becomes; palettes and alpha have the levels they have. */
    private static int[] levels(TiffLayout layout, int most) {
        int max = (1 << layout.bits()) - 1;
        boolean index = layout.photometric() == TiffLayout.PALETTE;
        return IntStream.rangeClosed(0, max).map(v -> index ? v : (int) (((long) v * most + max / 2) / max)).toArray();
    }

    @Override
    public void row(int x, int y, int plane, int[] samples, int count) {
        int together = layout.planar() ? 1 : layout.samples();
        int start = (y * layout.width() + x) * kept.length;
        for (int k = 0; k < kept.length; k++) {
            boolean here = !layout.planar() || kept[k] == plane;
            int to = start + k;
            for (int i = layout.planar() ? 0 : kept[k]; here && i < count; i += together) {
                if (shorts == null) {
                    bytes[to] = (byte) levels[samples[i]];
                } else {
                    shorts[to] = (short) levels[samples[i]];
                }
                to += kept.length;
            }
        }
    }

    /** White and black change places, for the colours alone. */
    private void invert() {
        int step = kept.length;
        int size = shorts == null ? bytes.length : shorts.length;
        for (int i = 0; i < size; i += step) {
            // Where colours were multiplied by alpha, alpha is their white.
            int white = step > 1 && layout.premultiplied() ? i + 1 : -1;
            if (shorts == null) {
                bytes[i] = (byte) (white < 0 ? ~bytes[i] : Math.max(0, (bytes[white] & 0xFF) - (bytes[i] & 0xFF)));
            } else {
                shorts[i] = (short) (white < 0
                        ? ~shorts[i]
                        : Math.max(0, (shorts[white] & 0xFFFF) - (shorts[i] & 0xFFFF)));
            }
        }
    }

    /** The raster of the samples as they are. */
    WritableRaster raster() {
        int[] offsets = IntStream.range(0, kept.length).toArray();
        DataBuffer data = shorts == null
                ? new DataBufferByte(bytes, bytes.length)
                : new DataBufferUShort(shorts, shorts.length);
        return Raster.createInterleavedRaster(data, layout.width(), layout.height(), layout.width() * kept.length,
                kept.length, offsets, null);
    }

    /** The picture of what is grey or RGB. */
    BufferedImage picture() {
        if (layout.photometric() == TiffLayout.WHITE_IS_ZERO) {
            invert();
        }
        return PlainPicture.around(raster(), layout.alpha() >= 0, layout.premultiplied());
    }
}
