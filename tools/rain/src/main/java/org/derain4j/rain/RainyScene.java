package org.derain4j.rain;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * A picture in the rain, and what is known of that rain. All of the picture's size.
 *
 * @param rainy the picture in the rain; of the standard kind and depth of the picture that it was made of
 * @param dry   the same in the same light (at night, in haze) without the rain; equals the picture where rain changes nothing else
 * @param layer the rain alone: how much of each pixel drops cover or add, grey, 8 bits, 255 being all and 0 no rain
 */
public record RainyScene(BufferedImage rainy, BufferedImage dry, BufferedImage layer) {

    private static final double PEAK = 255;

    /**
     * How strong the rain is.
     *
     * @return the mean of the layer, 0 to 1
     */
    public double strength() {
        Raster raster = layer.getRaster();
        int[] row = new int[raster.getWidth()];
        long sum = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int level : raster.getPixels(0, y, row.length, 1, row)) {
                sum += level;
            }
        }
        return sum / (PEAK * row.length * raster.getHeight());
    }
}
