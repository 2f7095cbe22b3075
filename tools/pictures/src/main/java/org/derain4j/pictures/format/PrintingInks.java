package org.derain4j.pictures.format;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** The sRGB of cyan, magenta, yellow and black. */
public final class PrintingInks {

    private static final int[] INKS = {0, 1, 2, 3};
    private static final int[] RGB = {0, 1, 2};
    private static final int BLACK = 3;
    /** Pixels that are converted at a time: the conversion makes copies. */
    private static final int STRIP = 1 << 20;

    private PrintingInks() {}

    /**
     * Converts, in the memory of the inks.
     *
     * @param inks    four bands of 8 or 16 bits each, all ones for full, and perhaps alpha
     * @param profile of the inks; null for ideal ones, each of which takes its part of the light that black lets through
     * @return an sRGB picture with the alpha that there was
     * @throws CMMException             if the profile is not for this; the inks are as they were
     * @throws IllegalArgumentException if the profile is not for this; the inks are as they were
     */
    public static BufferedImage toRgb(WritableRaster inks, ICC_Profile profile) {
        int width = inks.getWidth();
        boolean alpha = inks.getNumBands() > INKS.length;
        WritableRaster result = PlainPicture.over(inks, alpha ? 4 : 3);
        ColorConvertOp op = profile == null
                ? null
                : new ColorConvertOp(new ICC_Profile[]{profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
        int rows = Math.max(1, STRIP / width);
        for (int y = 0; y < inks.getHeight(); y += rows) {
            int height = Math.min(rows, inks.getHeight() - y);
            WritableRaster strip = inks.createCompatibleWritableRaster(width, height);
            strip.setRect(inks.createChild(0, y, width, height, 0, 0, null));
            WritableRaster rgb = result.createWritableChild(0, y, width, height, 0, 0, RGB);
            if (op == null) {
                mix(strip, rgb);
            } else {
                op.filter(strip.createChild(0, 0, width, height, 0, 0, INKS), rgb);
            }
            if (alpha) {
                result.setSamples(0, y, width, height, RGB.length,
                        strip.getSamples(0, 0, width, height, INKS.length, (int[]) null));
            }
        }
        return PlainPicture.around(result, alpha, false);
    }

    private static void mix(Raster inks, WritableRaster rgb) {
        int max = inks.getTransferType() == DataBuffer.TYPE_BYTE ? 0xFF : 0xFFFF;
        int width = inks.getWidth();
        int[] ink = new int[width];
        int[] black = new int[width];
        for (int y = 0; y < inks.getHeight(); y++) {
            inks.getSamples(0, y, width, 1, BLACK, black);
            for (int band : RGB) {
                inks.getSamples(0, y, width, 1, band, ink);
                for (int x = 0; x < width; x++) {
                    ink[x] = (int) (((long) (max - ink[x]) * (max - black[x]) + max / 2) / max);
                }
                rgb.setSamples(0, y, width, 1, band, ink);
            }
        }
    }
}
