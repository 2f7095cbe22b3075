package org.derain4j.engine;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;

/**
 * Brings pictures of any kind (palettes, packed pixels, 1 to 16 bits, fractions, other colour spaces) to four: 8-bit grey,
 * grey with alpha, BGR, BGR with alpha; not premultiplied. Grey levels are copied as stored: {@code getRGB} would bend them,
 * since Java takes its grey colour space for linear light.
 */
public final class StandardPixels {

    private StandardPixels() {}

    /**
     * The picture as one of the four kinds.
     *
     * @param picture any kind; it is not changed
     * @return a new picture of the same size
     * @throws PictureException for whole-numbered samples of more than 16 bits
     */
    public static BufferedImage of(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return ofPalette(picture.getRaster(), palette);
        }
        boolean whole = isWhole(picture.getRaster().getTransferType());
        if (whole && IntStream.of(picture.getSampleModel().getSampleSize()).anyMatch(bits -> bits > Short.SIZE)) {
            throw new PictureException("its samples have more than 16 bits; save it with 8 or 16");
        }
        boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        BufferedImage standard = grey
                ? grey(picture.getWidth(), picture.getHeight(), model.hasAlpha())
                : colour(picture.getWidth(), picture.getHeight(), model.hasAlpha());
        if (!grey && !model.getColorSpace().isCS_sRGB()) {
            return new ColorConvertOp(null).filter(straight(picture), standard);
        }
        if (whole && !model.isAlphaPremultiplied()) {
            copy(picture.getRaster(), standard.getRaster());
        } else {
            normalize(picture, standard.getRaster());
        }
        return standard;
    }

    private static boolean isWhole(int type) {
        return type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT;
    }

    /** The picture itself, or a copy whose colours are divided by alpha. */
    private static BufferedImage straight(BufferedImage picture) {
        if (!picture.isAlphaPremultiplied()) {
            return picture;
        }
        BufferedImage copy = new BufferedImage(picture.getColorModel(), picture.copyData(null), true, null);
        copy.coerceData(false);
        return copy;
    }

    private static BufferedImage colour(int width, int height, boolean alpha) {
        return new BufferedImage(width, height, alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
    }

    private static BufferedImage grey(int width, int height, boolean alpha) {
        if (!alpha) {
            return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        }
        ColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false,
                Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false, null);
    }

    /** Copies band by band, each scaled from its own depth to 8 bits. */
    private static void copy(Raster from, WritableRaster to) {
        int[] most = IntStream.of(from.getSampleModel().getSampleSize()).map(bits -> (1 << bits) - 1).toArray();
        if (from.getTransferType() == DataBuffer.TYPE_BYTE && IntStream.of(most).allMatch(max -> max == 255)) {
            to.setRect(from);
            return;
        }
        int[] row = new int[from.getWidth() * from.getNumBands()];
        for (int y = 0; y < from.getHeight(); y++) {
            from.getPixels(0, y, from.getWidth(), 1, row);
            for (int i = 0; i < row.length; i++) {
                int max = most[i % most.length];
                row[i] = (row[i] * 255 + max / 2) / max;
            }
            to.setPixels(0, y, from.getWidth(), 1, row);
        }
    }

    /** Copies pixel by pixel what the picture's own model makes of it: fractions, signed and premultiplied samples. */
    private static void normalize(BufferedImage from, WritableRaster to) {
        Raster raster = from.getRaster();
        Object pixel = null;
        float[] levels = null;
        for (int y = 0; y < to.getHeight(); y++) {
            for (int x = 0; x < to.getWidth(); x++) {
                pixel = raster.getDataElements(x, y, pixel);
                levels = from.getColorModel().getNormalizedComponents(pixel, levels, 0);
                for (int band = 0; band < levels.length; band++) {
                    to.setSample(x, y, band, Math.round(255 * Math.clamp(levels[band], 0f, 1f)));
                }
            }
        }
    }

    private static BufferedImage ofPalette(Raster from, IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        boolean opaque = IntStream.of(colours).allMatch(c -> c >>> 24 == 255);
        boolean grey = opaque && IntStream.of(colours).allMatch(c -> (c & 255) * 0x010101 == (c & 0xFFFFFF));
        BufferedImage to = grey
                ? grey(from.getWidth(), from.getHeight(), false)
                : colour(from.getWidth(), from.getHeight(), !opaque);
        int[] row = new int[from.getWidth()];
        for (int y = 0; y < from.getHeight(); y++) {
            from.getPixels(0, y, from.getWidth(), 1, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = colours[Math.min(row[x], colours.length - 1)];
            }
            if (grey) {
                to.getRaster().setSamples(0, y, row.length, 1, 0, IntStream.of(row).map(c -> c & 255).toArray());
            } else {
                to.setRGB(0, y, row.length, 1, row, 0, row.length);
            }
        }
        return to;
    }
}
