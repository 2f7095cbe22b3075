package org.derain4j.web.jobs;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import org.derain4j.engine.Separation;

/** The rain as a page shows it: 8 bits, in which 128 plus half of what was taken out, so that mid-grey is none. */
final class RainImage {

    private static final int NONE = 128;
    private static final double LEVELS = 257; // of 16 bits in one of 8

    private RainImage() {}

    /** Of a separation's rain, as much of it as was taken out. */
    static BufferedImage of(BufferedImage rain, double strength) {
        Raster from = rain.getRaster();
        boolean grey = from.getNumBands() == 1;
        BufferedImage shown = new BufferedImage(rain.getWidth(), rain.getHeight(),
                grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        int[] row = new int[from.getWidth() * from.getNumBands()];
        for (int y = 0; y < from.getHeight(); y++) {
            from.getPixels(0, y, from.getWidth(), 1, row);
            for (int i = 0; i < row.length; i++) {
                double taken = (row[i] - Separation.NO_RAIN) * strength / LEVELS;
                row[i] = Math.clamp(Math.round(NONE + taken), 0, 255);
            }
            shown.getRaster().setPixels(0, y, from.getWidth(), 1, row);
        }
        return shown;
    }
}
