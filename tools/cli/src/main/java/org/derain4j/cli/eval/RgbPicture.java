package org.derain4j.cli.eval;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import org.derain4j.engine.StandardPixels;

/**
 * The bytes of a picture without its alpha; grey counts as three equal channels.
 *
 * @param height rows
 * @param width columns
 * @param rgb values 0..255, [height, width, 3], red, green, blue
 */
public record RgbPicture(int height, int width, int[] rgb) {

    /**
     * Takes the bytes out of a picture, without any conversion of grey, red, green and blue; 16 bits are rounded to bytes.
     *
     * @param picture any kind
     * @return its bytes
     */
    public static RgbPicture of(BufferedImage picture) {
        Raster raster = StandardPixels.of(picture, Byte.SIZE).getRaster();
        int bands = raster.getNumBands();
        int[] samples = raster.getPixels(raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(),
                (int[]) null);
        int[] rgb = new int[samples.length / bands * 3];
        for (int pixel = 0; pixel < rgb.length / 3; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * pixel + channel] = samples[pixel * bands + (bands < 3 ? 0 : channel)];
            }
        }
        return new RgbPicture(raster.getHeight(), raster.getWidth(), rgb);
    }

    /**
     * Whether pixels of both pictures correspond.
     *
     * @param other another picture
     * @return true if rows and columns agree
     */
    public boolean sameSize(RgbPicture other) {
        return height == other.height && width == other.width;
    }
}
