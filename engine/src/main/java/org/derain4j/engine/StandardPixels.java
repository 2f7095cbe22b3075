package org.derain4j.cli;

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
 * Brings what the decoders deliver (palettes, packed pixels, 1 to 16 bits, other colour spaces) to four kinds: 8-bit
 * grey, grey with alpha, BGR, BGR with alpha; not premultiplied. Grey levels are copied as stored: {@code getRGB} would
 * bend them, since Java takes its grey colour space for linear light.
 */
final class StandardPixels {
    private StandardPixels() {}

    /** Whether {@link #of} loses precision on the picture. */
    static boolean deeperThan8Bits(BufferedImage picture) {
        return IntStream.of(picture.getSampleModel().getSampleSize()).anyMatch(bits -> bits > 8);
    }

    /**
     * The picture as one of the four kinds; may change the pixels of the argument.
     *
     * @throws IllegalArgumentException
     *             for samples that are not integers of at most 16 bits
     */
    static BufferedImage of(BufferedImage picture) {
        int type = picture.getRaster().getTransferType();
        boolean integers = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT
                || type == DataBuffer.TYPE_INT;
        if (!integers || IntStream.of(picture.getSampleModel().getSampleSize()).anyMatch(bits -> bits > 16)) {
            throw new IllegalArgumentException("samples of more than 16 bits or with a fraction");
        }
        if (picture.getColorModel() instanceof IndexColorModel palette) {
            return ofPalette(picture.getRaster(), palette);
        }
        picture.coerceData(false);
        ColorSpace space = picture.getColorModel().getColorSpace();
        boolean alpha = picture.getColorModel().hasAlpha();
        if (space.getType() == ColorSpace.TYPE_GRAY) {
            return copy(picture.getRaster(), grey(picture.getWidth(), picture.getHeight(), alpha));
        }
        BufferedImage standard = colour(picture.getWidth(), picture.getHeight(), alpha);
        return space.isCS_sRGB()
                ? copy(picture.getRaster(), standard)
                : new ColorConvertOp(null).filter(picture, standard);
    }

    /** An empty picture of the kind of another one, which is one of the four. */
    static BufferedImage like(BufferedImage picture, int width, int height) {
        boolean alpha = picture.getColorModel().hasAlpha();
        return isGrey(picture) ? grey(width, height, alpha) : colour(width, height, alpha);
    }

    /** The picture without its alpha. */
    static BufferedImage opaque(BufferedImage picture) {
        Raster all = picture.getRaster();
        int[] bands = IntStream.range(0, all.getNumBands() - 1).toArray();
        BufferedImage opaque = isGrey(picture)
                ? grey(picture.getWidth(), picture.getHeight(), false)
                : colour(picture.getWidth(), picture.getHeight(), false);
        opaque.setData(all.createChild(0, 0, all.getWidth(), all.getHeight(), 0, 0, bands));
        return opaque;
    }

    static boolean isGrey(BufferedImage picture) {
        return picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
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
    private static BufferedImage copy(Raster from, BufferedImage to) {
        WritableRaster target = to.getRaster();
        if (IntStream.of(from.getSampleModel().getSampleSize()).allMatch(bits -> bits == Byte.SIZE)
                && from.getTransferType() == DataBuffer.TYPE_BYTE) {
            target.setRect(-from.getMinX(), -from.getMinY(), from);
            return to;
        }
        int[] most = IntStream.of(from.getSampleModel().getSampleSize()).map(bits -> (1 << bits) - 1).toArray();
        int[] row = new int[from.getWidth() * from.getNumBands()];
        for (int y = 0; y < from.getHeight(); y++) {
            from.getPixels(from.getMinX(), from.getMinY() + y, from.getWidth(), 1, row);
            for (int i = 0; i < row.length; i++) {
                int max = most[i % most.length];
                row[i] = (row[i] * 255 + max / 2) / max;
            }
            target.setPixels(0, y, from.getWidth(), 1, row);
        }
        return to;
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
            from.getPixels(from.getMinX(), from.getMinY() + y, from.getWidth(), 1, row);
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
