package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** The side-by-side picture of {@code --compare}. */
final class Comparison {

    private static final int SEPARATOR = 4;

    private Comparison() {}

    /** Rain left, result right, a thin white line between; both of the same size and kind. */
    static BufferedImage of(BufferedImage rain, BufferedImage result) {
        int width = rain.getWidth();
        int height = rain.getHeight();
        WritableRaster raster = rain.getRaster().createCompatibleWritableRaster(2 * width + SEPARATOR, height);
        raster.setRect(rain.getRaster());
        int[] white = new int[SEPARATOR * height * raster.getNumBands()];
        Arrays.fill(white, 255);
        raster.setPixels(width, 0, SEPARATOR, height, white);
        raster.setRect(width + SEPARATOR, 0, result.getRaster());
        return new BufferedImage(rain.getColorModel(), raster, false, null);
    }
}
