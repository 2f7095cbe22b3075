package org.derain4j.pictures.format;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** The sRGB of cyan, magenta, yellow and black. */
public final class PrintingInks {

    private static final int[] INKS = {0, 1, 2, 3};
    private static final int[] RGB = {0, 1, 2};
    private static final int BLACK = 3;
    /** The conversion makes copies, so a strip of some rows is converted at a time. */
    private static final int STRIP = 1 << 20;

    private PrintingInks() {}

    /**
     * Converts.
     *
     * @param inks    the first four bands, 8 or 16 bits each, all ones for full
     * @param profile of the inks; null for ideal ones, each of which takes its part of the light that black lets through
     * @param rgb     of the same size and depth; its first three bands are filled
     * @throws CMMException             if the profile is not for this
     * @throws IllegalArgumentException if the profile is not for this
     */
    public static void convert(Raster inks, ICC_Profile profile, WritableRaster rgb) {
        if (profile == null) {
            mix(inks, rgb);
            return;
        }
        int width = inks.getWidth();
        var op = new ColorConvertOp(new ICC_Profile[]{profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
        int rows = Math.max(1, STRIP / width);
        for (int y = 0; y < inks.getHeight(); y += rows) {
            int height = Math.min(rows, inks.getHeight() - y);
            op.filter(inks.createChild(0, y, width, height, 0, 0, INKS),
                    rgb.createWritableChild(0, y, width, height, 0, 0, RGB));
        }
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
