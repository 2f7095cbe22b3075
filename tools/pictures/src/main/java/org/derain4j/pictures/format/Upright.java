package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.lang.reflect.Array;

/**
 * Brings one picture upright that was taken in one of the eight ways in which a camera may have been held: EXIF's and TIFF's tag 274.
 * A decoder that puts its pixels into {@link #blank} has them turned as they come, so that the picture is in memory once.
 */
public final class Upright {

    private final int orientation;
    private BufferedImage stored;
    private BufferedImage turned;

    /**
     * For one picture.
     *
     * @param orientation 1, which is upright already, to 8
     */
    public Upright(int orientation) {
        this.orientation = orientation;
    }

    /**
     * Whether rows become columns.
     *
     * @return true from 5 on
     */
    public boolean turns() {
        return orientation >= 5;
    }

    /**
     * A picture black and, where it has alpha, transparent; to be filled and given to {@link #of}.
     *
     * @param width  columns as stored
     * @param height rows as stored
     * @param grey   whether it is grey, not RGB
     * @param alpha  whether it has alpha
     * @param deep   whether a sample has 16 bits, not 8
     * @return a picture as it is stored; its rows may lie in memory as columns
     */
    public BufferedImage blank(int width, int height, boolean grey, boolean alpha, boolean deep) {
        turned = PlainPicture.blank(turns() ? height : width, turns() ? width : height, grey, alpha, deep);
        stored = turns() ? transposed(turned) : turned;
        return stored;
    }

    /** The same samples with columns and rows exchanged. */
    private static BufferedImage transposed(BufferedImage picture) {
        WritableRaster raster = picture.getRaster();
        ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
        return new BufferedImage(picture.getColorModel(),
                Raster.createWritableRaster(new Exchanged(model), raster.getDataBuffer(), null), false, null);
    }

    /** With columns and rows exchanged. */
    private static final class Exchanged extends ComponentSampleModel {

        Exchanged(ComponentSampleModel model) {
            super(model.getDataType(), model.getHeight(), model.getWidth(), model.getScanlineStride(),
                    model.getPixelStride(), model.getBandOffsets());
        }

        /** The superclass would ask the buffer to put each sample, which takes longer than all the rest. */
        @Override
        public void setPixels(int x, int y, int w, int h, int[] from, DataBuffer to) {
            if (!(to instanceof DataBufferByte buffer)) {
                super.setPixels(x, y, w, h, from, to);
                return;
            }
            byte[] bytes = buffer.getData();
            int[] offsets = bandOffsets;
            int next = 0;
            for (int row = y; row < y + h; row++) {
                int at = row * scanlineStride + x * pixelStride;
                for (int i = 0; i < w; i++, at += pixelStride) {
                    for (int offset : offsets) {
                        bytes[at + offset] = (byte) from[next++];
                    }
                }
            }
        }
    }

    /**
     * Whether a picture is the one of {@link #blank}, and so of a standard kind.
     *
     * @param decoded a picture as it is stored
     * @return true if nothing need be copied
     */
    public boolean holds(BufferedImage decoded) {
        return decoded == stored;
    }

    /**
     * The picture as it is to be seen.
     *
     * @param decoded as it is stored: of {@link #blank}, or else of a standard kind
     * @return a picture with the same samples in memory, unless it had to be copied to be turned
     */
    public BufferedImage of(BufferedImage decoded) {
        if (!holds(decoded)) {
            stored = decoded;
            turned = decoded;
            if (turns()) {
                WritableRaster raster = decoded.getRaster().createCompatibleWritableRaster(decoded.getHeight(),
                        decoded.getWidth());
                turned = new BufferedImage(decoded.getColorModel(), raster, false, null);
                transposed(turned).getRaster().setRect(decoded.getRaster());
            }
        }
        boolean fromTheEnd = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean lastFirst = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        mirror(turned.getRaster(), turns() ? lastFirst : fromTheEnd, turns() ? fromTheEnd : lastFirst);
        return turned;
    }

    /** Mirrors a picture of a standard kind in place, from left to right, from top to bottom, or both. */
    private static void mirror(WritableRaster raster, boolean across, boolean down) {
        if (!across && !down) {
            return;
        }
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        int size = raster.getWidth() * bands;
        Object samples = raster.getDataBuffer() instanceof DataBufferUShort deep
                ? deep.getData()
                : ((DataBufferByte) raster.getDataBuffer()).getData();
        Object row = Array.newInstance(samples.getClass().componentType(), size);
        Object opposite = Array.newInstance(samples.getClass().componentType(), size);
        for (int y = 0; y < (down ? (height + 1) / 2 : height); y++) {
            int other = down ? height - 1 - y : y;
            System.arraycopy(samples, y * size, row, 0, size);
            System.arraycopy(samples, other * size, opposite, 0, size);
            if (other != y) {
                put(opposite, across, bands, samples, y * size);
            }
            put(row, across, bands, samples, other * size);
        }
    }

    private static void put(Object row, boolean reversed, int bands, Object samples, int at) {
        if (!reversed) {
            System.arraycopy(row, 0, samples, at, Array.getLength(row));
        } else if (row instanceof byte[] bytes) {
            byte[] to = (byte[]) samples;
            for (int from = bytes.length - bands; from >= 0; from -= bands) {
                for (int band = 0; band < bands; band++) {
                    to[at++] = bytes[from + band];
                }
            }
        } else {
            short[] shorts = (short[]) row;
            short[] to = (short[]) samples;
            for (int from = shorts.length - bands; from >= 0; from -= bands) {
                for (int band = 0; band < bands; band++) {
                    to[at++] = shorts[from + band];
                }
            }
        }
    }
}
