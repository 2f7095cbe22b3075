package org.derain4j.engine;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;

/** The rain of a picture in the making, as {@link Separation} says, written in strips as the results come. */
final class RainPicture implements OwnRows.Layer {

    /** Half of the network's values, -1 to 1, in levels. */
    private static final double LEVELS = 65535 / 4.0;

    private final Picture picture;
    private final BufferedImage rain;
    private final short[] samples;
    private final Strip strip;

    RainPicture(Picture picture) {
        this.picture = picture;
        int space = picture.isGrey() ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
        rain = StandardPixels.blank(picture.width(), picture.height(), ColorSpace.getInstance(space), false,
                Short.SIZE);
        samples = new short[Math.min(Picture.STRIP_ROWS, picture.height()) * picture.rowSamples()];
        strip = new Strip.Shorts(new SampleArray.Shorts(samples));
    }

    /** What that of a picture takes. */
    static long bytes(BufferedImage picture) {
        int channels = picture.getColorModel().getNumColorComponents() == 1 ? 1 : Padding.CHANNELS;
        return (long) picture.getHeight() * picture.getWidth() * channels * Short.BYTES;
    }

    @Override
    public void write(int y, float[] before, float[] after, int at) {
        int place = y % Picture.STRIP_ROWS;
        int from = place * before.length;
        for (int i = 0; i < before.length; i++) {
            double level = Separation.NO_RAIN + ((double) before[i] - after[at + i]) * LEVELS;
            samples[from + i] = (short) (int) Math.clamp(Math.floor(level + 0.5), 0, 65535);
        }
        if (place == Picture.STRIP_ROWS - 1 || y == picture.height() - 1) {
            strip.write(picture.colours(rain.getRaster(), y - place));
        }
    }

    /** Once every row has been written. */
    BufferedImage picture() {
        return rain;
    }
}
