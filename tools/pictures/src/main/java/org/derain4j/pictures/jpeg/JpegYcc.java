package org.derain4j.pictures.jpeg;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import org.derain4j.pictures.format.PlainPicture;

/** JFIF's brightness and colour differences (YCbCr), and what the JDK's decoder leaves to be done with them. */
final class JpegYcc {

    private static final int CENTRE = 128;
    private static final int HALF = 1 << 15;

    private JpegYcc() {}

    /** Makes red, green and blue of one pixel, as libjpeg does; the factors are JFIF's times 65,536. */
    static void toRgb(int[] row, int i) {
        int luma = row[i];
        int blue = row[i + 1] - CENTRE;
        int red = row[i + 2] - CENTRE;
        row[i] = Math.clamp(luma + (91_881 * red + HALF >> 16), 0, 255);
        row[i + 1] = Math.clamp(luma + (-22_554 * blue - 46_802 * red + HALF >> 16), 0, 255);
        row[i + 2] = Math.clamp(luma + (116_130 * blue + HALF >> 16), 0, 255);
    }

    /**
     * Smooths the colours of which every sample was repeated downwards (4:4:0, as turning a 4:2:2 by a quarter gives it): the JDK's
     * libjpeg is of an age that smooths only from left to right, today's do both.
     *
     * @param samples YCbCr as decoded; they become red, green and blue
     * @param frame   of the file
     * @return the picture; it shares the samples
     */
    static BufferedImage smoothed(WritableRaster samples, JpegFrame frame) {
        for (int band = 0; band < samples.getNumBands(); band++) {
            if (frame.halfHigh(band)) {
                smooth(samples, band);
            }
        }
        WritableRaster colours = PlainPicture.over(samples, 3);
        int[] row = new int[3 * samples.getWidth()];
        for (int y = 0; y < samples.getHeight(); y++) {
            samples.getPixels(0, y, samples.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += 3) {
                toRgb(row, i);
            }
            colours.setPixels(0, y, samples.getWidth(), 1, row);
        }
        return PlainPicture.around(colours, false, false);
    }

    /** Each row takes a quarter of the nearer row of other samples. */
    private static void smooth(WritableRaster samples, int band) {
        int width = samples.getWidth();
        int height = samples.getHeight();
        int[] above = samples.getSamples(0, 0, width, 1, band, (int[]) null);
        for (int y = 0; y < height; y += 2) {
            int[] here = samples.getSamples(0, y, width, 1, band, (int[]) null);
            int[] below = y + 2 < height ? samples.getSamples(0, y + 2, width, 1, band, (int[]) null) : here;
            for (int x = 0; x < width; x++) {
                above[x] = 3 * here[x] + above[x] + 1 >> 2;
            }
            samples.setSamples(0, y, width, 1, band, above);
            if (y + 1 < height) {
                for (int x = 0; x < width; x++) {
                    above[x] = 3 * here[x] + below[x] + 2 >> 2;
                }
                samples.setSamples(0, y + 1, width, 1, band, above);
            }
            above = here;
        }
    }
}
