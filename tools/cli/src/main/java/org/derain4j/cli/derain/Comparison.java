package org.derain4j.cli.derain;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import org.derain4j.engine.StandardPixels;

/** The side-by-side picture of {@code --compare}. */
final class Comparison {

    private static final int SEPARATOR = 4;

    private Comparison() {}

    /** Of the whole, for pictures of that width. */
    static int width(int one) {
        return 2 * one + SEPARATOR;
    }

    /** What the result and the comparison take, for a result of those bits. */
    static long bytes(BufferedImage rain, int bits) {
        return 3L * rain.getWidth() * rain.getHeight() * rain.getColorModel().getNumComponents() * bits / Byte.SIZE;
    }

    /** Rain left, result right, a thin white line between; of the same size, both with the result's bits. */
    static BufferedImage of(BufferedImage rain, BufferedImage result) {
        int bits = result.getColorModel().getComponentSize(0);
        int width = rain.getWidth();
        int height = rain.getHeight();
        WritableRaster raster = result.getRaster().createCompatibleWritableRaster(width(width), height);
        raster.setRect(rain.getColorModel().getComponentSize(0) == bits
                ? rain.getRaster()
                : StandardPixels.of(rain, bits).getRaster());
        int[] white = new int[SEPARATOR * height * raster.getNumBands()];
        Arrays.fill(white, (1 << bits) - 1);
        raster.setPixels(width, 0, SEPARATOR, height, white);
        raster.setRect(width + SEPARATOR, 0, result.getRaster());
        return new BufferedImage(result.getColorModel(), raster, false, null);
    }
}
