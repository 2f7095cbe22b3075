package org.derain4j.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;

/** Pieces of the rainy sample, and what the engine makes of them: what the examples must make of them, too. */
final class TestPictures {

    private static final Path SAMPLE = Path.of(System.getProperty("derain4j.root"), "tools/samples/lighthouse.png");

    private TestPictures() {}

    /** Another piece for each number; what is beyond the sample is the sample again. */
    static BufferedImage rainy(int width, int height, int number) throws IOException {
        BufferedImage sample = ImageIO.read(SAMPLE.toFile());
        var piece = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = piece.createGraphics();
        for (int x = -17 * number; x < width; x += sample.getWidth()) {
            for (int y = -17 * number; y < height; y += sample.getHeight()) {
                graphics.drawImage(sample, x, y, null);
            }
        }
        graphics.dispose();
        return piece;
    }

    static BufferedImage rainy(File file, int width, int height, int number) throws IOException {
        BufferedImage picture = rainy(width, height, number);
        ImageIO.write(picture, "png", file);
        return picture;
    }

    /** That a result is the engine's, and not the picture as it was. */
    static void assertDerained(BufferedImage picture, BufferedImage result) throws IOException {
        try (Derainer derainer = Derainer.builder().build()) {
            assertArrayEquals(bytes(derainer.derain(picture)), bytes(result));
        }
        assertFalse(Arrays.equals(bytes(picture), bytes(result)), "nothing was taken out");
    }

    static byte[] bytes(BufferedImage picture) {
        return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    }
}
