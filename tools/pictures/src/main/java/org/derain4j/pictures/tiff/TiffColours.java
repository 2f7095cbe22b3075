package org.derain4j.pictures.tiff;

import java.awt.color.CMMException;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.PrintingInks;

/** Makes RGB of palettes' numbers, of inks and of Lab, and grey of grey palettes; alpha stays what it is. */
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
     * The colours that a map has for numbers.
     *
     * @param map all reds, greens, blues one after the other
     * @param max what alpha has where nothing shows through
     */
    static BufferedImage ofPalette(Raster numbers, long[] map, int max, boolean mayBeGrey) {
        int size = map.length / 3;
        boolean small = IntStream.range(0, 3 * size).allMatch(i -> map[i] < 256);
        byte[] levels = new byte[3 * size];
        IntStream.range(0, levels.length).forEach(i -> levels[i] = (byte) (small ? map[i] : map[i] >> 8));
        boolean grey = mayBeGrey && IntStream.range(0, size)
                .allMatch(i -> levels[i] == levels[size + i] && levels[i] == levels[2 * size + i]);
        boolean alpha = numbers.getNumBands() > 1;
        int colours = grey ? 1 : 3;
        WritableRaster result = raster(numbers, DataBuffer.TYPE_BYTE, colours + (alpha ? 1 : 0));
        int width = numbers.getWidth();
        int[] row = new int[width];
        int[] level = new int[width];
        for (int y = 0; y < numbers.getHeight(); y++) {
            numbers.getSamples(0, y, width, 1, 0, row);
            for (int band = 0; band < colours; band++) {
                for (int x = 0; x < width; x++) {
                    level[x] = levels[band * size + Math.min(row[x], size - 1)] & 0xFF;
                }
                result.setSamples(0, y, width, 1, band, level);
            }
            if (alpha) {
                numbers.getSamples(0, y, width, 1, 1, row);
                Arrays.setAll(level, x -> (row[x] * 255 + max / 2) / max);
                result.setSamples(0, y, width, 1, colours, level);
            }
        }
        return PlainPicture.around(result, alpha, false);
    }

    /**
     * The sRGB of four inks.
     *
     * @param profile of the inks; null for what every printer would do with ideal ones
     * @throws CMMException if the profile is not for this
     */
    static BufferedImage ofInks(Raster inks, ICC_Profile profile) {
        boolean alpha = inks.getNumBands() > 4;
        WritableRaster result = raster(inks, inks.getTransferType(), alpha ? 4 : 3);
        PrintingInks.convert(inks, profile, result);
        if (alpha) {
            copyBand(inks, 4, result);
        }
        return PlainPicture.around(result, alpha, false);
    }

    /**
     * The sRGB of Lab.
     *
     * @param icc whether a and b count from the middle, and not with a sign
     */
    static BufferedImage ofLab(Raster lab, boolean icc) {
        boolean deep = lab.getTransferType() != DataBuffer.TYPE_BYTE;
        boolean alpha = lab.getNumBands() > 3;
        WritableRaster result = raster(lab, lab.getTransferType(), alpha ? 4 : 3);
        int unit = deep ? 256 : 1;
        double lightness = deep ? icc ? 0xFF00 : 0xFFFF : 0xFF;
        int[] curve = curve(deep ? 0xFFFF : 0xFF);
        int width = lab.getWidth();
        int[] row = new int[width * lab.getNumBands()];
        int[] pixel = new int[3 * width];
        WritableRaster rgb = result.createWritableChild(0, 0, width, lab.getHeight(), 0, 0,
                new int[]{RED, GREEN, BLUE});
        for (int y = 0; y < lab.getHeight(); y++) {
            lab.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * lab.getNumBands();
                double fy = (row[at] * 100 / lightness + 16) / 116;
                double fx = fy + number(row[at + 1], unit, icc) / 500;
                double fz = fy - number(row[at + 2], unit, icc) / 200;
                double[] xyz = {WHITE[0] * linear(fx), WHITE[1] * linear(fy), WHITE[2] * linear(fz)};
                for (int band = RED; band <= BLUE; band++) {
                    double[] m = LINEAR[band];
                    double v = Math.clamp(m[0] * xyz[0] + m[1] * xyz[1] + m[2] * xyz[2], 0, 1);
                    pixel[3 * x + band] = curve[(int) Math.round(Math.sqrt(v) * STEPS)];
                }
            }
            rgb.setPixels(0, y, width, 1, pixel);
        }
        if (alpha) {
            copyBand(lab, 3, result);
        }
        return PlainPicture.around(result, alpha, false);
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

    private static WritableRaster raster(Raster like, int type, int bands) {
        return Raster.createInterleavedRaster(type, like.getWidth(), like.getHeight(), bands, null);
    }

    /** Copies alpha to the last band. */
    private static void copyBand(Raster from, int band, WritableRaster to) {
        int[] row = new int[from.getWidth()];
        for (int y = 0; y < from.getHeight(); y++) {
            to.setSamples(0, y, row.length, 1, to.getNumBands() - 1, from.getSamples(0, y, row.length, 1, band, row));
        }
    }
}
