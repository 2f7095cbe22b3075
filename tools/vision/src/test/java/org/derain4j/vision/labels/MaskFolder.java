package org.derain4j.vision.labels;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A folder of masks that a test writes: rows of four pixels. */
final class MaskFolder {

    static final int WIDTH = 4;

    private final Path folder;

    MaskFolder(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    MaskFolder text(String name, String content) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.writeString(file(name), content);
        return this;
    }

    /** Numbers as grey levels of 8 bits. */
    MaskFolder grey(String name, int... numbers) throws IOException {
        return write(name, BufferedImage.TYPE_BYTE_GRAY, numbers);
    }

    MaskFolder deep(String name, int... numbers) throws IOException {
        return write(name, BufferedImage.TYPE_USHORT_GRAY, numbers);
    }

    /** Numbers as levels of 16 bits, red, green and blue alike. */
    MaskFolder deepRgb(String name, int... numbers) throws IOException {
        var model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, numbers.length / WIDTH);
        for (int i = 0; i < numbers.length; i++) {
            raster.setPixel(i % WIDTH, i / WIDTH, new int[]{numbers[i], numbers[i], numbers[i]});
        }
        return write(name, new BufferedImage(model, raster, false, null));
    }

    /** Numbers as indices of colours, the colour of each being 0xRRGGBB. */
    MaskFolder palette(String name, int bits, int[] colours, int... numbers) throws IOException {
        byte[][] samples = new byte[3][colours.length];
        for (int i = 0; i < colours.length; i++) {
            for (int c = 0; c < 3; c++) {
                samples[c][i] = (byte) (colours[i] >> 16 - 8 * c);
            }
        }
        var model = new IndexColorModel(bits, colours.length, samples[0], samples[1], samples[2]);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        var picture = new BufferedImage(WIDTH, numbers.length / WIDTH, type, model);
        return write(name, filled(picture, numbers));
    }

    /** Pixels of 0xRRGGBB. */
    MaskFolder rgb(String name, int... colours) throws IOException {
        var picture = new BufferedImage(WIDTH, colours.length / WIDTH, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, WIDTH, colours.length / WIDTH, colours, 0, WIDTH);
        return write(name, picture);
    }

    private MaskFolder write(String name, int type, int... numbers) throws IOException {
        return write(name, filled(new BufferedImage(WIDTH, numbers.length / WIDTH, type), numbers));
    }

    private static BufferedImage filled(BufferedImage picture, int... numbers) {
        WritableRaster raster = picture.getRaster();
        for (int i = 0; i < numbers.length; i++) {
            raster.setSample(i % WIDTH, i / WIDTH, 0, numbers[i]);
        }
        return picture;
    }

    private MaskFolder write(String name, BufferedImage picture) throws IOException {
        Files.createDirectories(file(name).getParent());
        ImageIO.write(picture, "png", file(name).toFile());
        return this;
    }

    /** What a mask says, 255 being nothing. */
    static int[] classes(ClassMask mask) {
        int[] classes = new int[mask.classes().length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = mask.at(i % mask.width(), i / mask.width());
        }
        return classes;
    }
}
