package org.derain4j.imagej.user;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BiPredicate;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.derain4j.cli.Command;

/** Rainy pictures, and pictures as ImageJ opens them. */
final class Pictures {

    private Pictures() {}

    /** A part of the sample with rain. */
    static BufferedImage rainy(int x, int y, int width, int height) throws IOException {
        File sample = Path.of(System.getProperty("derain4j.root"), "tools/samples/lighthouse.png").toFile();
        BufferedImage part = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        part.createGraphics().drawImage(ImageIO.read(sample), -x, -y, null);
        return part;
    }

    /** The same in grey. */
    static BufferedImage grey(BufferedImage colours) {
        BufferedImage grey = new BufferedImage(colours.getWidth(), colours.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < grey.getHeight(); y++) {
            for (int x = 0; x < grey.getWidth(); x++) {
                grey.getRaster().setSample(x, y, 0, colours.getRGB(x, y) >> 8 & 255);
            }
        }
        return grey;
    }

    /** The same in grey of 16 bits, all of them used. */
    static BufferedImage grey16(BufferedImage colours) {
        BufferedImage grey = new BufferedImage(colours.getWidth(), colours.getHeight(), BufferedImage.TYPE_USHORT_GRAY);
        deepen(colours, grey.getRaster());
        return grey;
    }

    /** The same in colours of 16 bits, all of them used. */
    static BufferedImage rgb48(BufferedImage colours) {
        ColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(colours.getWidth(), colours.getHeight());
        deepen(colours, raster);
        return new BufferedImage(model, raster, false, null);
    }

    private static void deepen(BufferedImage from, WritableRaster to) {
        for (int y = 0; y < to.getHeight(); y++) {
            for (int x = 0; x < to.getWidth(); x++) {
                for (int band = 0; band < to.getNumBands(); band++) {
                    int level = from.getRGB(x, y) >> 16 - 8 * band & 255;
                    to.setSample(x, y, band, level << 8 | (x * 37 + y * 101 + band * 53 & 255));
                }
            }
        }
    }

    /** Writes a file by the JDK's own ImageIO, and returns its name. */
    static String write(Path folder, String name, BufferedImage picture) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersBySuffix(name.substring(name.indexOf('.') + 1));
        ImageWriter writer = writers.next();
        while (!writer.getClass().getName().startsWith("com.sun.")) {
            writer = writers.next();
        }
        try (ImageOutputStream file = ImageIO.createImageOutputStream(folder.resolve(name).toFile())) {
            writer.setOutput(file);
            writer.write(picture);
        }
        return name;
    }

    /** A stack of rainy pictures in grey, each of its own. */
    static Path stack(Path folder, String name, int slices) throws IOException {
        ImageStack stack = new ImageStack(64, 48);
        for (int i = 0; i < slices; i++) {
            stack.addSlice(new ByteProcessor(grey(rainy(i * 3 % 200, i * 17 % 400, 64, 48))));
        }
        Path file = folder.resolve(name);
        new FileSaver(new ImagePlus(name, stack)).saveAsTiffStack(file.toString());
        return file;
    }

    /** Sees to it that a picture is one in some places and another elsewhere. */
    static void assertParts(Path outside, Path inside, Path actual, BiPredicate<Integer, Integer> isInside) {
        ImageProcessor one = open(outside).getProcessor();
        ImageProcessor other = open(inside).getProcessor();
        ImageProcessor both = open(actual).getProcessor();
        for (int y = 0; y < both.getHeight(); y++) {
            for (int x = 0; x < both.getWidth(); x++) {
                ImageProcessor expected = isInside.test(x, y) ? other : one;
                assertEquals(expected.get(x, y), both.get(x, y), actual + " at " + x + ", " + y);
            }
        }
    }

    /** What the command makes of each slice by itself. */
    static Path dryStack(Path folder, Path stack) throws IOException {
        ImagePlus image = open(stack);
        Path rain = Files.createDirectories(folder.resolve("rain"));
        Path dry = folder.resolve("dry");
        for (int i = 1; i <= image.getStackSize(); i++) {
            new FileSaver(new ImagePlus("", image.getStack().getProcessor(i)))
                    .saveAsPng(rain.resolve("%03d.png".formatted(i)).toString());
        }
        Command.derain(rain, "-m", "lite", "-o", dry + "/");
        for (int i = 1; i <= image.getStackSize(); i++) {
            image.getStack().setProcessor(open(dry.resolve("%03d.png".formatted(i))).getProcessor(), i);
        }
        Path file = folder.resolve("dry-" + stack.getFileName());
        new FileSaver(image).saveAsTiffStack(file.toString());
        return file;
    }

    /** Opens a file as ImageJ does. */
    static ImagePlus open(Path file) {
        ImagePlus image = new Opener().openImage(file.toString());
        assertNotNull(image, () -> file + " is no picture to ImageJ");
        return image;
    }

    /** Sees to it that something was done to a picture. */
    static void assertChanged(Path before, Path after) {
        assertFalse(Objects.deepEquals(open(before).getProcessor().getPixels(),
                open(after).getProcessor().getPixels()), () -> after + " is as it was before");
    }

    /** Sees to it that two files hold the same pictures: size, type and every sample of every slice. */
    static void assertSame(Path expected, Path actual) {
        ImagePlus one = open(expected);
        ImagePlus other = open(actual);
        assertEquals(one.getType(), other.getType());
        assertEquals(one.getStackSize(), other.getStackSize());
        for (int slice = 1; slice <= one.getStackSize(); slice++) {
            Object pixels = one.getStack().getPixels(slice);
            Object others = other.getStack().getPixels(slice);
            String where = actual + ", slice " + slice;
            switch (pixels) {
                case byte[] bytes -> assertArrayEquals(bytes, (byte[]) others, where);
                case short[] shorts -> assertArrayEquals(shorts, (short[]) others, where);
                case int[] rgb -> assertArrayEquals(rgb, (int[]) others, where);
                case float[] floats -> assertArrayEquals(floats, (float[]) others, where);
                default -> throw new AssertionError(pixels.getClass());
            }
        }
    }
}
