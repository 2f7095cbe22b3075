package org.derain4j.pictures.tiff;

import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The levels of palettes, and the sRGB of Lab. */
final class TiffColours {

    private static final int RED = 0;
    private static final int GREEN = 1;
    private static final int BLUE = 2;
    /** From XYZ under the light that ICC's and Photoshop's Lab is for (D50) to linear sRGB, adapted after Bradford. */
    private static final double[][] LINEAR = {{3.1338561, -1.6168667, -0.4906146}, {-0.9787684, 1.9161415, 0.0334540},
        {0.0719453, -0.2289914, 1.4052427}};
    private static final double[] WHITE = {0.9642, 1, 0.8249};
    private static final double KNEE = 6.0 / 29;
    private static final int STEPS = 1 << 14;

    private TiffColours() {}

    /**
     * Red, green and blue of each number that a pixel can have, or only its grey.
     *
     * @param map  all reds, greens, blues one after the other
     * @param bits of a number
     */
    static int[][] ofPalette(long[] map, int bits, boolean mayBeGrey) {
        int size = map.length / 3;
        boolean small = IntStream.range(0, 3 * size).allMatch(i -> map[i] < 256);
        int[][] levels = new int[3][1 << bits];
        for (int band = RED; band <= BLUE; band++) {
            for (int i = 0; i < levels[band].length; i++) {
                long level = map[band * size + Math.min(i, size - 1)];
                levels[band][i] = (int) (small ? level : level >> 8) & 0xFF;
            }
        }
        boolean grey = mayBeGrey && Arrays.equals(levels[RED], levels[GREEN])
                && Arrays.equals(levels[RED], levels[BLUE]);
        return grey ? new int[][]{levels[RED]} : levels;
    }

    /**
     * Makes sRGB of Lab in its place; alpha stays.
     *
     * @param icc whether a and b count from the middle, and not with a sign
     */
    static void labToRgb(WritableRaster lab, boolean icc) {
        boolean deep = lab.getTransferType() != DataBuffer.TYPE_BYTE;
        int bands = lab.getNumBands();
        int unit = deep ? 256 : 1;
        double lightness = deep ? icc ? 0xFF00 : 0xFFFF : 0xFF;
        int[] curve = curve(deep ? 0xFFFF : 0xFF);
        int width = lab.getWidth();
        int[] row = new int[width * bands];
        for (int y = 0; y < lab.getHeight(); y++) {
            lab.getPixels(0, y, width, 1, row);
            for (int at = 0; at < row.length; at += bands) {
                double fy = (row[at] * 100 / lightness + 16) / 116;
                double fx = fy + number(row[at + 1], unit, icc) / 500;
                double fz = fy - number(row[at + 2], unit, icc) / 200;
                double[] xyz = {WHITE[0] * linear(fx), WHITE[1] * linear(fy), WHITE[2] * linear(fz)};
                for (int band = RED; band <= BLUE; band++) {
                    double[] m = LINEAR[band];
                    double v = Math.clamp(m[0] * xyz[0] + m[1] * xyz[1] + m[2] * xyz[2], 0, 1);
                    row[at + band] = curve[(int) Math.round(Math.sqrt(v) * STEPS)];
                }
            }
            lab.setPixels(0, y, width, 1, row);
        }
    }

    private static double number(int stored, int unit, boolean icc) {
        int half = 128 * unit;
        int signed = icc ? stored - half : (stored ^ half) - half;
        return (double) signed / unit;
    }

    private static double linear(double f) {
        return f > KNEE ? f * f * f : 3 * KNEE * KNEE * (f - 4.0 / 29);
    }

    /** sRGB's levels by the square root of linear light, so that the steps are fine where the levels lie close. */
    private static int[] curve(int max) {
        return IntStream.rangeClosed(0, STEPS).map(i -> {
            double light = (double) i / STEPS * i / STEPS;
            double bent = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            return (int) Math.round(max * bent);
        }).toArray();
    }
}
