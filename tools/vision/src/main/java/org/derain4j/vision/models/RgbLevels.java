package org.derain4j.vision.models;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.Arrays;
import org.derain4j.engine.StandardPixels;

/**
 * A picture as networks are given it.
 *
 * @param width  columns
 * @param height rows
 * @param rgb    [height, width, 3], 0 to 255
 */
record RgbLevels(int width, int height, byte[] rgb) {

    private static final int BANDS = 3;

    /** Of any picture: grey three times, alpha left out, 16 bits rounded to 8. */
    static RgbLevels of(BufferedImage picture) {
        Raster raster = StandardPixels.of(picture, Byte.SIZE).getRaster();
        int bands = raster.getNumBands();
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), BANDS)];
        int[] row = new int[width * bands];
        for (int y = 0, to = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < BANDS; band++) {
                    rgb[to++] = (byte) row[x * bands + (bands < BANDS ? 0 : band)];
                }
            }
        }
        return new RgbLevels(width, height, rgb);
    }

    /** One of a single level. */
    static RgbLevels filled(int width, int height, int level) {
        byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), BANDS)];
        Arrays.fill(rgb, (byte) level);
        return new RgbLevels(width, height, rgb);
    }

    /** As it lies on the canvas that the network sees. */
    RgbLevels on(Placing placing, int fill) {
        RgbLevels resized = resized(placing.width(), placing.height());
        if (placing.canvasWidth() == resized.width && placing.canvasHeight() == resized.height) {
            return resized;
        }
        RgbLevels canvas = filled(placing.canvasWidth(), placing.canvasHeight(), fill);
        for (int y = 0; y < resized.height; y++) {
            System.arraycopy(resized.rgb, y * resized.width * BANDS, canvas.rgb,
                    ((y + placing.top()) * canvas.width + placing.left()) * BANDS, resized.width * BANDS);
        }
        return canvas;
    }

    /**
     * Bilinear, between the centres of pixels and without regard to what lies between the samples when it is made smaller: as
     * OpenCV's INTER_LINEAR, with which the networks are evaluated.
     */
    RgbLevels resized(int toWidth, int toHeight) {
        if (toWidth == width && toHeight == height) {
            return this;
        }
        Samples across = new Samples(width, toWidth, 0, width);
        Samples down = new Samples(height, toHeight, 0, height);
        byte[] to = new byte[Math.multiplyExact(Math.multiplyExact(toWidth, toHeight), BANDS)];
        for (int y = 0, at = 0; y < toHeight; y++) {
            int above = down.first(y) * width;
            int below = down.second(y) * width;
            double share = down.share(y);
            for (int x = 0; x < toWidth; x++) {
                int left = across.first(x);
                int right = across.second(x);
                for (int band = 0; band < BANDS; band++) {
                    double upper = between(level(above + left, band), level(above + right, band), across.share(x));
                    double lower = between(level(below + left, band), level(below + right, band), across.share(x));
                    to[at++] = (byte) Math.rint(between(upper, lower, share));
                }
            }
        }
        return new RgbLevels(toWidth, toHeight, to);
    }

    private static double between(double from, double to, double share) {
        return from + (to - from) * share;
    }

    /** Of the pixel of that number, row by row. */
    int level(int pixel, int band) {
        return rgb[pixel * BANDS + band] & 255;
    }
}
