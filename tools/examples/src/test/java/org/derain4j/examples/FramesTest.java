package org.derain4j.examples;

import static org.derain4j.examples.TestPictures.assertDerained;
import static org.derain4j.examples.TestPictures.rainy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.Test;

/** Frames in planes come out as pictures do. */
class FramesTest {

    private static final int WIDTH = 60;
    private static final int HEIGHT = 44;

    @Test
    void frames() throws IOException {
        var in = new ByteArrayOutputStream();
        for (int number = 0; number < 3; number++) {
            in.write(planes(rainy(WIDTH, HEIGHT, number)));
        }
        byte[] out = derain(in.toByteArray());
        assertEquals(in.size(), out.length);
        for (int number = 0; number < 3; number++) {
            assertDerained(rainy(WIDTH, HEIGHT, number), picture(out, number * 3 * WIDTH * HEIGHT));
        }
    }

    @Test
    void aFrameCutShortIsNotPassedOff() throws IOException {
        byte[] cut = Arrays.copyOf(planes(rainy(WIDTH, HEIGHT, 0)), 3 * WIDTH * HEIGHT + 5);
        EOFException e = assertThrows(EOFException.class, () -> derain(cut));
        assertEquals("the last frame is cut short: 5 bytes of 7920", e.getMessage());
        assertEquals(0, derain(new byte[0]).length);
    }

    private static byte[] derain(byte[] frames) throws IOException {
        var out = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(frames);
        try (Derainer derainer = Derainer.builder().build()) {
            Frames.derain(derainer, WIDTH, HEIGHT, in, out);
        }
        return out.toByteArray();
    }

    private static byte[] planes(BufferedImage picture) {
        byte[] planes = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int rgb = picture.getRGB(i % WIDTH, i / WIDTH);
            planes[i] = (byte) (rgb >> 8);
            planes[WIDTH * HEIGHT + i] = (byte) rgb;
            planes[2 * WIDTH * HEIGHT + i] = (byte) (rgb >> 16);
        }
        return planes;
    }

    private static BufferedImage picture(byte[] planes, int from) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int green = planes[from + i] & 255;
            int blue = planes[from + WIDTH * HEIGHT + i] & 255;
            int red = planes[from + 2 * WIDTH * HEIGHT + i] & 255;
            picture.setRGB(i % WIDTH, i / WIDTH, red << 16 | green << 8 | blue);
        }
        return picture;
    }
}
