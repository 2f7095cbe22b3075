package org.derain4j.engine;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/**
 * A picture's samples, read and written without colour conversion: {@code getRGB} would pass grey and profiled pictures
 * through sRGB and change their values. Palettes, 16-bit and premultiplied pictures are first redrawn as plain RGB.
 */
final class Picture {

    private final BufferedImage image;
    private final boolean grey;

    Picture(BufferedImage picture) {
        image = isPlain(picture) ? picture : redrawn(picture);
        grey = image.getColorModel().getNumColorComponents() == 1;
    }

    private static boolean isPlain(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        int colours = model.getNumColorComponents();
        for (int bits : model.getComponentSize()) {
            if (bits != Byte.SIZE) {
                return false;
            }
        }
        return !(model instanceof IndexColorModel) && !model.isAlphaPremultiplied() && (colours == 1
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                || colours == 3 && model.getColorSpace().getType() == ColorSpace.TYPE_RGB);
    }

    private static BufferedImage redrawn(BufferedImage picture) {
        boolean alpha = picture.getColorModel().hasAlpha();
        boolean grey = !alpha && picture.getColorModel().getNumColorComponents() == 1
                && !(picture.getColorModel() instanceof IndexColorModel);
        if (grey && picture.getRaster().getTransferType() == DataBuffer.TYPE_USHORT) {
            return narrowed(picture);
        }
        BufferedImage plain = new BufferedImage(picture.getWidth(), picture.getHeight(),
                alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        int[] row = new int[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            plain.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return plain;
    }

    /** 16-bit grey to 8 bits, value by value. */
    private static BufferedImage narrowed(BufferedImage picture) {
        BufferedImage plain = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRaster().getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = Math.round(row[x] / 257f);
            }
            plain.getRaster().setSamples(0, y, row.length, 1, 0, row);
        }
        return plain;
    }

    int height() {
        return image.getHeight();
    }

    int width() {
        return image.getWidth();
    }

    /** Interleaved B, G, R in [-1, 1]. */
    float[] network() {
        int width = image.getWidth();
        float[] bgr = new float[Math.multiplyExact(Math.multiplyExact(image.getHeight(), width), 3)];
        int[] samples = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int c = 0; c < 3; c++) {
                image.getRaster().getSamples(0, y, width, 1, band(c), samples);
                for (int x = 0, i = y * width * 3 + c; x < width; x++, i += 3) {
                    bgr[i] = Pixels.value(samples[x]);
                }
            }
        }
        return bgr;
    }

    /** A picture of the same kind with other colours and the same alpha; grey is the mean of B, G and R. */
    BufferedImage with(float[] bgr, Rounding rounding) {
        int width = image.getWidth();
        WritableRaster raster = image.getRaster().createCompatibleWritableRaster(width, image.getHeight());
        int[] samples = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int c = 0; c < (grey ? 1 : 3); c++) {
                for (int x = 0, i = y * width * 3; x < width; x++, i += 3) {
                    float value = grey ? (bgr[i] + bgr[i + 1] + bgr[i + 2]) / 3 : bgr[i + c];
                    samples[x] = Pixels.level(value, rounding);
                }
                raster.setSamples(0, y, width, 1, band(c), samples);
            }
            if (image.getColorModel().hasAlpha()) {
                int alpha = raster.getNumBands() - 1;
                raster.setSamples(0, y, width, 1, alpha, image.getRaster().getSamples(0, y, width, 1, alpha, samples));
            }
        }
        return new BufferedImage(image.getColorModel(), raster, false, null);
    }

    /** The raster's band of colour c in B, G, R; rasters count R, G, B. */
    private int band(int c) {
        return grey ? 0 : 2 - c;
    }
}
