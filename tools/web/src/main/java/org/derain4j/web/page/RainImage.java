package org.derain4j.web.page;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;
import org.derain4j.engine.StandardPixels;

/** What is between two pictures, as a picture: mid-grey where nothing is, brighter where the first one is. */
public final class RainImage {

    /** The sample that says that there is no rain. */
    public static final int NO_RAIN = 128;

    private static final int TOP = 255;

    private RainImage() {}

    /**
     * {@value #NO_RAIN} plus half the difference, in levels of 8 bits, of the values as they are stored.
     *
     * @param before of any kind
     * @param after  of the same size
     * @return grey where both are, else red, green and blue; without alpha
     */
    public static BufferedImage of(BufferedImage before, BufferedImage after) {
        Raster first = StandardPixels.of(before).getRaster();
        Raster second = StandardPixels.of(after).getRaster();
        int bands = Math.max(colours(first), colours(second));
        BufferedImage rain = blank(first.getWidth(), first.getHeight(), bands);
        double firstTop = top(first);
        double secondTop = top(second);
        int[] ones = new int[first.getWidth()];
        int[] others = new int[first.getWidth()];
        for (int y = 0; y < first.getHeight(); y++) {
            for (int band = 0; band < bands; band++) {
                first.getSamples(0, y, ones.length, 1, Math.min(band, colours(first) - 1), ones);
                second.getSamples(0, y, ones.length, 1, Math.min(band, colours(second) - 1), others);
                for (int x = 0; x < ones.length; x++) {
                    double half = TOP * (ones[x] / firstTop - others[x] / secondTop) / 2;
                    // To even, so that what is added looks like what is taken away.
                    ones[x] = Math.clamp((int) (NO_RAIN + Math.rint(half)), 0, TOP);
                }
                rain.getRaster().setSamples(0, y, ones.length, 1, band, ones);
            }
        }
        return rain;
    }

    private static int colours(Raster raster) {
        return raster.getNumBands() < 3 ? 1 : 3;
    }

    private static int top(Raster raster) {
        return (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    }

    private static BufferedImage blank(int width, int height, int bands) {
        int space = bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
        int[] places = IntStream.range(0, bands).map(band -> bands - 1 - band).toArray();
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, width * bands,
                bands, places, null);
        return new BufferedImage(new ComponentColorModel(ColorSpace.getInstance(space), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_BYTE), raster, false, null);
    }
}
