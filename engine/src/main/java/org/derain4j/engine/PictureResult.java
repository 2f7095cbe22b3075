package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * What a picture becomes: one of the same kind and alpha, or of the standard kind of another depth, whose colours are rounded once
 * and written in strips as they come.
 *
 * <p>A picture without colour stays so: it is written from the mean of B, G and R before the one rounding, once for each pixel of
 * the grey kind, else three times. The network gives grey some colour, which no such picture has. The plain mean, since
 * the three are estimates of one value, none better than another, and the eye's weights belong to colours.
 */
final class PictureResult implements PixelSink {

    /** The result has the picture's bits. */
    static final int OWN_DEPTH = 0;

    private final Picture picture;
    private final Rounding rounding;
    private final float strength;
    private final int bits;
    private final BufferedImage result;
    private final Strip strip;

    /** Means of a row; null where the picture has colours. */
    private final float[] means;

    /** The picture's own row, and between it and the network's the result; null where it is the network's. */
    private final float[] before;

    /** Null where nobody asks for it. */
    private final RainPicture rain;

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
        this.strength = strength;
        bits = depth == OWN_DEPTH ? picture.depth() : depth;
        result = blank(picture.image());
        strip = picture.strip(bits);
        means = picture.isColourless() ? new float[picture.rowSamples()] : null;
        before = strength != 1 || layer ? new float[picture.rowSamples()] : null;
        rain = layer ? new RainPicture(picture) : null;
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
    public void write(int y, float[] bgr, int at) {
        if (means == null) {
            writeOwn(y, bgr, at);
        } else {
            average(bgr, at, means);
            writeOwn(y, means, 0);
        }
    }

    /** The picture without rain that was found in a reduced copy of it. */
    void writeWithout(float[] bgr, WorkSize size) {
        float[] own = bgr;
        if (means != null) {
            own = new float[bgr.length / Padding.CHANNELS * picture.channels()];
            average(bgr, 0, own);
        }
        RainLayer rain = new RainLayer(own, size, picture.height(), picture.width());
        float[] row = new float[picture.rowSamples()];
        for (int y = 0; y < picture.height(); y++) {
            Interrupts.check();
            picture.readOwn(y, row, 0);
            rain.subtractFrom(row, 0, y);
            writeOwn(y, row, 0);
        }
    }

    /** As many means as fit, each once for every channel. */
    private void average(float[] bgr, int at, float[] to) {
        int pixels = to.length / picture.channels();
        Pixels.means(bgr, at, to, pixels);
        if (!picture.isGrey()) {
            Pixels.thrice(to, 0, pixels);
        }
    }

    /** A row of the picture's own channels as the network would have it. */
    private void writeOwn(int y, float[] dry, int at) {
        if (before == null) {
            writeRow(y, dry, at);
            return;
        }
        picture.readOwn(y, before, 0);
        if (rain != null) {
            rain.write(y, before, dry, at);
        }
        for (int i = 0; i < before.length; i++) {
            before[i] = dry[at + i] * strength + before[i] * (1 - strength);
        }
        writeRow(y, before, 0);
    }

    /** The strip is written with its last row. */
    private void writeRow(int y, float[] values, int at) {
        int place = y % Picture.STRIP_ROWS;
        strip.levels(values, at, place * picture.rowSamples(), picture.rowSamples(), rounding);
        if (place == Picture.STRIP_ROWS - 1 || y == picture.height() - 1) {
            strip.write(picture.colours(result.getRaster(), y - place));
        }
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
