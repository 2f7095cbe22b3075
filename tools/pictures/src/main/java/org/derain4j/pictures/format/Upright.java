package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

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
        ComponentSampleModel exchanged = new ComponentSampleModel(model.getDataType(), raster.getHeight(),
                raster.getWidth(), model.getScanlineStride(), model.getPixelStride(), model.getBandOffsets());
        return new BufferedImage(picture.getColorModel(),
                Raster.createWritableRaster(exchanged, raster.getDataBuffer(), null), false, null);
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

    /** Mirrors a raster in place, from left to right, from top to bottom, or both. */
    private static void mirror(WritableRaster raster, boolean across, boolean down) {
        if (!across && !down) {
            return;
        }
        int width = raster.getWidth();
        int height = raster.getHeight();
        int[] row = new int[width * raster.getNumBands()];
        int[] opposite = new int[row.length];
        for (int y = 0; y < (down ? (height + 1) / 2 : height); y++) {
            int other = down ? height - 1 - y : y;
            raster.getPixels(0, y, width, 1, row);
            if (across) {
                reverse(row, raster.getNumBands());
            }
            if (other != y) {
                raster.getPixels(0, other, width, 1, opposite);
                if (across) {
                    reverse(opposite, raster.getNumBands());
                }
                raster.setPixels(0, y, width, 1, opposite);
            }
            raster.setPixels(0, other, width, 1, row);
        }
    }

    private static void reverse(int[] row, int bands) {
        for (int left = 0, right = row.length - bands; left < right; left += bands, right -= bands) {
            for (int band = 0; band < bands; band++) {
                int sample = row[left + band];
                row[left + band] = row[right + band];
                row[right + band] = sample;
            }
        }
    }
}
