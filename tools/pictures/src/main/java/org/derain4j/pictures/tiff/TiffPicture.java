package org.derain4j.pictures.tiff;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.format.Upright;

/**
 * Gathers the samples that are kept, of 8 or 16 bits, pixel by pixel: colours, then alpha if there is one. Samples of fewer bits are
 * spread over all levels, numbers of a palette become its colours.
 */
final class TiffPicture implements TiffSegments.Sink {

    /** Pixels of which one band is put after the other: few enough that the first-level cache holds them where rows lie as columns. */
    private static final int BLOCK = 256;

    private final TiffLayout layout;
    /** Of each band, the stored sample that it is made of, and what each of its levels becomes. */
    private final int[] sources;
    private final int[][] levels;
    private final WritableRaster raster;
    private final BufferedImage picture;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] offsets;
    private final int pixelStride;
    private final int rowStride;

    /**
     * Takes memory for all of them.
     *
     * @param palette as {@link TiffColours#ofPalette} has it; none for other colours than a palette's
     * @param place   has a picture for what is neither inks nor multiplied by its alpha
     */
    TiffPicture(TiffLayout layout, int[][] palette, Upright place) throws UnsupportedException {
        this.layout = layout;
        boolean indexed = palette.length > 0;
        boolean alpha = layout.alpha() >= 0;
        boolean deep = layout.bits() > Byte.SIZE && !indexed;
        int[] kept = kept(layout);
        int[] spread = levels(layout.bits(), deep ? 0xFFFF : 0xFF);
        int colours = indexed ? palette.length : layout.colours();
        int bands = colours + (alpha ? 1 : 0);
        if ((long) layout.width() * layout.height() * bands > Integer.MAX_VALUE - Long.BYTES) {
            throw new UnsupportedException("it has more samples than Java holds in one picture",
                    "cut or scale it down");
        }
        sources = IntStream.range(0, bands).map(b -> kept[b == colours ? kept.length - 1 : indexed ? 0 : b]).toArray();
        levels = new int[bands][];
        Arrays.setAll(levels, b -> indexed && b < colours ? palette[b] : spread);
        if (colours > 3 || layout.premultiplied()) {
            raster = Raster.createInterleavedRaster(deep ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE,
                    layout.width(),
                    layout.height(), layout.width() * bands, bands, PlainPicture.places(bands, deep), null);
            picture = colours > 3 ? null : PlainPicture.around(raster, true, true);
        } else {
            picture = place.blank(layout.width(), layout.height(), colours == 1, alpha, deep);
            raster = picture.getRaster();
        }
        bytes = raster.getDataBuffer() instanceof DataBufferByte data ? data.getData() : null;
        shorts = raster.getDataBuffer() instanceof DataBufferUShort data ? data.getData() : null;
        ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
        offsets = model.getBandOffsets();
        pixelStride = model.getPixelStride();
        rowStride = model.getScanlineStride();
    }

    /** Which samples are kept. */
    static int[] kept(TiffLayout layout) {
        IntStream colours = IntStream.range(0, layout.colours());
        return (layout.alpha() < 0 ? colours : IntStream.concat(colours, IntStream.of(layout.alpha()))).toArray();
    }

    private static int[] levels(int bits, int most) {
        int max = (1 << bits) - 1;
        return IntStream.rangeClosed(0, max).map(v -> (int) (((long) v * most + max / 2) / max)).toArray();
    }

    /** What is not there will look as if all of its stored bits were 0: the first colour of a palette. */
    void clear() {
        int[] row = new int[layout.width() * (layout.planar() ? 1 : layout.samples())];
        for (int y = 0; y < layout.height(); y++) {
            row(0, y, 0, row, row.length);
        }
    }

    @Override
    public void row(int x, int y, int plane, int[] samples, int count) {
        int together = layout.planar() ? 1 : layout.samples();
        for (int first = 0; first < count; first += BLOCK * together) {
            block(y * rowStride + (x + first / together) * pixelStride, plane, samples, first,
                    Math.min(count, first + BLOCK * together), together);
        }
    }

    private void block(int at, int plane, int[] samples, int first, int end, int together) {
        for (int band = 0; band < sources.length; band++) {
            if (layout.planar() && sources[band] != plane) {
                continue;
            }
            int[] level = levels[band];
            int to = at + offsets[band];
            for (int i = first + (layout.planar() ? 0 : sources[band]); i < end; i += together, to += pixelStride) {
                if (shorts == null) {
                    bytes[to] = (byte) level[samples[i]];
                } else {
                    shorts[to] = (short) level[samples[i]];
                }
            }
        }
    }

    /** White and black change places, for the colours alone. */
    private void invert() {
        int[] most = new int[layout.width()];
        Arrays.fill(most, shorts == null ? 0xFF : 0xFFFF);
        int[] row = new int[most.length];
        for (int y = 0; y < layout.height(); y++) {
            if (layout.premultiplied()) {
                // Where colours were multiplied by alpha, alpha is their white.
                raster.getSamples(0, y, most.length, 1, 1, most);
            }
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = Math.max(0, most[x] - row[x]);
            }
            raster.setSamples(0, y, row.length, 1, 0, row);
        }
    }

    /** The raster of the samples as they are. */
    WritableRaster raster() {
        return raster;
    }

    /** The picture of what is grey or RGB, or has become it. */
    BufferedImage picture() {
        if (layout.photometric() == TiffLayout.WHITE_IS_ZERO) {
            invert();
        }
        return picture;
    }
}
