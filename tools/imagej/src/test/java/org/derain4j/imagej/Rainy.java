package org.derain4j.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Images with something like rain, the pictures that they are, and the plugin as a program calls it. */
final class Rainy {

    static final int WIDTH = 62;
    static final int HEIGHT = 45;

    private Rainy() {}

    /** Slopes with bright streaks, other ones for each seed. */
    static int[] samples(int seed, int top) {
        return samples(WIDTH, HEIGHT, seed, top);
    }

    static int[] samples(int width, int height, int seed, int top) {
        Random random = new Random(seed);
        int[] samples = new int[width * height];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (int) ((i % width * 0.4 / width + i / width * 0.3 / height + 0.1) * top);
        }
        for (int streak = 0; streak < samples.length / 60; streak++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height - 10);
            for (int i = 0; i < 10; i++) {
                samples[(y + i) * width + x] = Math.min(top, samples[(y + i) * width + x] + top / 3);
            }
        }
        return samples;
    }

    static ImageProcessor grey(int seed, int bits) {
        return grey(WIDTH, HEIGHT, samples(seed, (1 << bits) - 1), bits);
    }

    static ImageProcessor grey(int width, int height, int[] samples, int bits) {
        ImageProcessor slice = bits == Byte.SIZE ? new ByteProcessor(width, height) : new ShortProcessor(width, height);
        for (int i = 0; i < samples.length; i++) {
            slice.set(i, samples[i]);
        }
        return slice;
    }

    static ImageProcessor colour(int seed) {
        int[] pixels = new int[WIDTH * HEIGHT];
        for (int band = 0; band < 3; band++) {
            int[] samples = samples(seed + band, 255);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] |= samples[i] << 16 - 8 * band;
            }
        }
        return new ColorProcessor(WIDTH, HEIGHT, pixels);
    }

    /** The picture that slices are: one, or three of colour. */
    static BufferedImage picture(ImageProcessor... slices) {
        return picture(value -> value, slices);
    }

    static BufferedImage picture(IntUnaryOperator seen, ImageProcessor... slices) {
        int width = slices[0].getWidth();
        int height = slices[0].getHeight();
        int type = slices[0] instanceof ShortProcessor ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
        boolean packed = slices[0] instanceof ColorProcessor;
        boolean colour = packed || slices.length == 3;
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(colour ? ColorSpace.CS_sRGB : ColorSpace.CS_GRAY), false, false,
                Transparency.OPAQUE, type);
        BufferedImage picture = new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false,
                null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < (colour ? 3 : 1); band++) {
                    int value = packed
                            ? slices[0].get(x, y) >> 16 - 8 * band & 255
                            : slices[band].get(x, y);
                    picture.getRaster().setSample(x, y, band, seen.applyAsInt(value));
                }
            }
        }
        return picture;
    }

    /** What a slice holds, red, green and blue one after the other where it is of colour. */
    static int[] values(ImageProcessor... slices) {
        return values(picture(slices));
    }

    static int[] values(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }

    /** Runs the plugin. */
    static void run(ImagePlus image, String options) {
        IJ.runPlugIn(image, "org.derain4j.imagej.Derain", options);
    }
}
