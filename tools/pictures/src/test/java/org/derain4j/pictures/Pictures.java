package org.derain4j.pictures;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures for the tests: one gradient whose every level is known, in each of the standard kinds. */
final class Pictures {

    static final int WIDTH = 16;
    static final int HEIGHT = 12;

    private Pictures() {}

    /** Red, green and blue at (x, y); the files under test resources hold the same. */
    static int[] rgb(int x, int y) {
        return new int[]{15 * x, 20 * y, 8 * (x + y)};
    }

    static int alpha(int x) {
        return 255 - 10 * x;
    }

    static BufferedImage colour() {
        return filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR));
    }

    static BufferedImage transparent() {
        return filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_4BYTE_ABGR));
    }

    /** The red of the others as grey. */
    static BufferedImage grey() {
        return filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY));
    }

    static BufferedImage transparentGrey() {
        var model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false,
                Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        return filled(new BufferedImage(model, model.createCompatibleWritableRaster(WIDTH, HEIGHT), false, null));
    }

    static BufferedImage filled(BufferedImage picture) {
        int bands = picture.getRaster().getNumBands();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int[] c = rgb(x, y);
                int[] pixel = switch (bands) {
                    case 1 -> new int[]{c[0]};
                    case 2 -> new int[]{c[0], alpha(x)};
                    case 3 -> c;
                    default -> new int[]{c[0], c[1], c[2], alpha(x)};
                };
                picture.getRaster().setPixel(x, y, pixel);
            }
        }
        return picture;
    }

    static BufferedImage copy(BufferedImage picture) {
        return new BufferedImage(picture.getColorModel(), picture.copyData(null), false, null);
    }

    static Path save(BufferedImage picture, Path file) throws IOException {
        String format = PictureFormat.named(file).orElseThrow().name();
        if (!ImageIO.write(picture, format, file.toFile())) {
            throw new IOException("nothing writes " + file);
        }
        return file;
    }

    /** Copies a file of the test resources to a folder. */
    static Path fixture(String name, Path folder) throws IOException {
        try (InputStream in = Pictures.class.getResourceAsStream(name)) {
            Path file = folder.resolve(name);
            Files.copy(in, file);
            return file;
        }
    }

    /** All samples, pixel by pixel. */
    static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }
}
