package org.derain4j.web.load;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.Random;

/** Pictures with something like a scene and something like rain. */
final class Scenes {

    private Scenes() {}

    static BufferedImage colour(int width, int height, boolean alpha, Random random) {
        BufferedImage picture = new BufferedImage(width, height,
                alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
        fill(picture.getRaster(), 1, random);
        return picture;
    }

    /** Of 16 bits. */
    static BufferedImage deep(int width, int height, Random random) {
        var model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        BufferedImage picture = new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false,
                null);
        fill(picture.getRaster(), 257, random);
        return picture;
    }

    /** Slopes of light, other ones in each picture, and streaks across them. */
    private static void fill(WritableRaster raster, int unit, Random random) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        double[] slope = random.doubles(2L * raster.getNumBands(), -60, 60).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int streak = (x * 3 + y) % 29 == 0 ? 50 : 0;
                for (int band = 0; band < raster.getNumBands(); band++) {
                    double light = 110 + slope[2 * band] * x / width + slope[2 * band + 1] * y / height;
                    raster.setSample(x, y, band, (int) ((light + streak + random.nextInt(8)) * unit));
                }
            }
        }
    }
}
