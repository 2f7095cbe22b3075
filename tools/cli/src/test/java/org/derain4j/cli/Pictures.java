package org.derain4j.cli;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.derain4j.pictures.PictureFormat;

/** Pictures for the tests: one gradient whose every level is known, in each of the kinds that are written. */
public final class Pictures {

    public static final int WIDTH = 16;
    public static final int HEIGHT = 12;

    private static final Path FIXTURES = Path.of(System.getProperty("derain4j.root"),
            "tools/pictures/src/test/resources/org/derain4j/pictures");

    private Pictures() {}

    /** Red, green and blue at (x, y); the fixtures hold the same. */
    static int[] rgb(int x, int y) {
        return new int[]{15 * x, 20 * y, 8 * (x + y)};
    }

    public static BufferedImage colour() {
        return filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR));
    }

    public static BufferedImage transparent() {
        return filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_4BYTE_ABGR));
    }

    /** The red of the others as grey. */
    public static BufferedImage grey() {
        return filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY));
    }

    public static BufferedImage transparentGrey() {
        var model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false,
                Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        return filled(new BufferedImage(model, model.createCompatibleWritableRaster(WIDTH, HEIGHT), false, null));
    }

    /** What no format makes small. */
    public static BufferedImage noise(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        new Random(1).nextBytes(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
        return picture;
    }

    private static BufferedImage filled(BufferedImage picture) {
        int bands = picture.getRaster().getNumBands();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int[] c = rgb(x, y);
                int alpha = 255 - 10 * x;
                picture.getRaster().setPixel(x, y,
                        bands < 3 ? new int[]{c[0], alpha} : new int[]{c[0], c[1], c[2], alpha});
            }
        }
        return picture;
    }

    public static Path save(BufferedImage picture, Path file) throws IOException {
        String format = PictureFormat.named(file).orElseThrow().name();
        if (!ImageIO.write(picture, format, file.toFile())) {
            throw new IOException("nothing writes " + file);
        }
        return file;
    }

    /** Copies a file that the tests of reading have, too. */
    public static Path fixture(String name, Path folder) throws IOException {
        return Files.copy(FIXTURES.resolve(name), folder.resolve(name));
    }

    /** All samples, pixel by pixel. */
    public static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }
}
