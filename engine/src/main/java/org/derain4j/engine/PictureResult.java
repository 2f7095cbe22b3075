package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * What a picture becomes: one of the same kind and alpha, or of the standard kind of another depth, whose colours are rounded once
 * and written in strips as they come.
 */
final class PictureResult implements OwnRows.Sink {

    /** The result has the picture's bits. */
    static final int OWN_DEPTH = 0;

    private final Picture picture;
    private final Rounding rounding;
    private final int bits;
    private final BufferedImage result;
    private final Strip strip;

    /** Null where nobody asks for it. */
    private final RainPicture rain;

    /** Takes the network's. */
    private final OwnRows rows;

    /**
     * For a picture.
     *
     * @param depth    8 bits, 16, or {@link #OWN_DEPTH}
     * @param strength how much of the rain is taken out; none of it leaves every sample as it was, however results are rounded
     * @param layer    whether the rain is wanted by itself, too
     */
    PictureResult(Picture picture, int depth, Rounding rounding, float strength, boolean layer) {
        this.picture = picture;
        this.rounding = strength == 0 ? Rounding.NEAREST : rounding;
        bits = depth == OWN_DEPTH ? picture.depth() : depth;
        result = blank(picture.image());
        strip = picture.strip(bits);
        rain = layer ? new RainPicture(picture) : null;
        rows = new OwnRows(picture, strength, this, rain);
        if (result.getColorModel().hasAlpha()) {
            copyAlpha(result.getRaster());
        }
    }

    private BufferedImage blank(BufferedImage image) {
        ColorModel model = image.getColorModel();
        return bits == picture.depth()
                ? new BufferedImage(model,
                        image.getRaster().createCompatibleWritableRaster(picture.width(), picture.height()), false,
                        null)
                : StandardPixels.blank(image, model.getColorSpace(), bits);
    }

    private void copyAlpha(WritableRaster to) {
        int[] band = {to.getNumBands() - 1};
        for (int y = 0; y < picture.height(); y += Picture.STRIP_ROWS) {
            Interrupts.check();
            int rows = Math.min(Picture.STRIP_ROWS, picture.height() - y);
            WritableRaster from = Picture.part(picture.image().getRaster(), y, rows, band);
            WritableRaster alpha = Picture.part(to, y, rows, band);
            if (bits != picture.depth()) {
                copyScaled(from, alpha);
            } else if (bits == Byte.SIZE) {
                alpha.setRect(from);
            } else {
                alpha.setDataElements(0, 0, from);
            }
        }
    }

    private void copyScaled(Raster from, WritableRaster to) {
        int[] row = new int[picture.width()];
        for (int y = 0; y < from.getHeight(); y++) {
            from.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = StandardPixels.scaled(row[x], StandardPixels.top(picture.depth()), StandardPixels.top(bits));
            }
            to.setSamples(0, y, row.length, 1, 0, row);
        }
    }

    @Override
    public void write(int y, float[] values, int at) {
        strip.samples().levels(values, at, place(y) * picture.rowSamples(), picture.rowSamples(), rounding);
        store(y);
    }

    @Override
    public LevelSink levelSink() {
        return strip instanceof Strip.Bytes bytes
                ? new LevelSink(rounding, (y, row) -> {
                    System.arraycopy(row, 0, bytes.samples().samples(), place(y) * picture.rowSamples(),
                            picture.rowSamples());
                    store(y);
                })
                : null;
    }

    private static int place(int y) {
        return y % Picture.STRIP_ROWS;
    }

    /** The strip is written with its last row. */
    private void store(int y) {
        int place = place(y);
        if (place == Picture.STRIP_ROWS - 1 || y == picture.height() - 1) {
            strip.write(picture.colours(result.getRaster(), y - place));
        }
    }

    /** Takes the network's results. */
    OwnRows rows() {
        return rows;
    }

    /** Once every row has been written. */
    BufferedImage picture() {
        return result;
    }

    /** The same of the rain. */
    BufferedImage rain() {
        return rain.picture();
    }
}
