package org.derain4j.imagej;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of an image: one slice, or three that are its red, green and blue.
 *
 * <p>The network sees all of it, whatever is selected, since its attention averages over the picture and rain is told from
 * background by what is around it; so a selection has the same pixels as the whole would have there.
 *
 * @param slices   an 8-bit, 16-bit or RGB one; or three of 8 or of 16 bits
 * @param selected has the selection
 * @param white    the value of 16 bits that the network sees as white; larger ones are white to it, and keep what they are above it
 * @param inverted whether the image shows the least value as white, as scanners' files may
 */
record SlicePicture(List<ImageProcessor> slices, ImageProcessor selected, int white, boolean inverted) {

    private static final int COLOURS = 3;

    /** Only 16 bits have a white of their own. */
    SlicePicture {
        slices = List.copyOf(slices);
        white = slices.getFirst() instanceof ShortProcessor ? white : 255;
    }

    /** What the network is given. */
    BufferedImage picture() {
        BufferedImage picture = blank();
        WritableRaster raster = picture.getRaster();
        int[] row = new int[raster.getWidth()];
        for (int band = 0; band < raster.getNumBands(); band++) {
            for (int y = 0; y < raster.getHeight(); y++) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = seen(value(band, y * row.length + x));
                }
                raster.setSamples(0, y, row.length, 1, band, row);
            }
        }
        return picture;
    }

    private BufferedImage blank() {
        int width = first().getWidth();
        int height = first().getHeight();
        if (!isColour()) {
            return new BufferedImage(width, height,
                    is16Bit() ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
        }
        if (!is16Bit()) {
            return new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        }
        ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        return new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false, null);
    }

    /**
     * Takes over what became of {@link #picture}, where it is selected, whatever the selection's form.
     *
     * @param dry of the same kind
     */
    void write(BufferedImage dry) {
        for (int band = 0; band < dry.getRaster().getNumBands(); band++) {
            write(dry, band);
        }
    }

    /** The same for one slice of three. */
    void write(BufferedImage dry, int band) {
        Rectangle in = selected.getRoi();
        byte[] mask = selected.getMaskArray();
        int[] row = new int[in.width];
        for (int y = 0; y < in.height; y++) {
            dry.getRaster().getSamples(in.x, in.y + y, row.length, 1, band, row);
            for (int x = 0; x < row.length; x++) {
                if (mask == null || mask[y * row.length + x] != 0) {
                    write(band, (in.y + y) * selected.getWidth() + in.x + x, row[x]);
                }
            }
        }
    }

    private void write(int band, int i, int dry) {
        int value = value(band, i);
        int rain = seen(value) - dry;
        int taken = white == top() ? rain : Math.toIntExact(Math.round((double) rain * white / top()));
        set(band, i, Math.clamp(inverted ? value + taken : value - taken, 0, top()));
    }

    /**
     * What the network finds, where it is selected.
     *
     * @param rain    16 bits
     * @param nothing the sample beside the selection
     * @return an array for each channel
     */
    short[][] rain(Raster rain, short nothing) {
        Rectangle in = selected.getRoi();
        byte[] mask = selected.getMaskArray();
        short[][] all = new short[rain.getNumBands()][selected.getPixelCount()];
        int[] row = new int[in.width];
        for (int band = 0; band < all.length; band++) {
            Arrays.fill(all[band], nothing);
            for (int y = 0; y < in.height; y++) {
                rain.getSamples(in.x, in.y + y, row.length, 1, band, row);
                for (int x = 0; x < row.length; x++) {
                    if (mask == null || mask[y * row.length + x] != 0) {
                        all[band][(in.y + y) * selected.getWidth() + in.x + x] = (short) row[x];
                    }
                }
            }
        }
        return all;
    }

    /** A value as the network sees it. */
    private int seen(int value) {
        int scaled = white == top()
                ? value
                : Math.toIntExact(Math.min(top(), Math.round((double) value * top() / white)));
        return inverted ? top() - scaled : scaled;
    }

    private int value(int band, int i) {
        return first() instanceof ColorProcessor colours
                ? colours.get(i) >> shift(band) & 255
                : slices.get(band).get(i);
    }

    private void set(int band, int i, int value) {
        if (first() instanceof ColorProcessor colours) {
            colours.set(i, colours.get(i) & ~(255 << shift(band)) | value << shift(band));
        } else {
            slices.get(band).set(i, value);
        }
    }

    /** Red is the highest. */
    private static int shift(int band) {
        return Byte.SIZE * (COLOURS - 1 - band);
    }

    boolean isColour() {
        return slices.size() == COLOURS || first() instanceof ColorProcessor;
    }

    private boolean is16Bit() {
        return first() instanceof ShortProcessor;
    }

    private int top() {
        return is16Bit() ? 65535 : 255;
    }

    private ImageProcessor first() {
        return slices.getFirst();
    }
}
