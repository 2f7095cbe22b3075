package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Networks and inputs that several tests need. */
final class Fixtures {

    private Fixtures() {}

    static Path file(String name) {
        return Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources", name);
    }

    /** Built to work on just so many threads, also where the machine has fewer processors. */
    static Derainer onThreads(DerainerBuilder builder, int threads) throws IOException {
        String before = System.setProperty("derain4j.processors", Integer.toString(threads));
        try {
            Derainer derainer = builder.threads(threads).build();
            assertEquals(threads, derainer.threads());
            assertTrue(derainer.describe().contains(threads + " thread"), derainer.describe());
            return derainer;
        } finally {
            if (before == null) {
                System.clearProperty("derain4j.processors");
            } else {
                System.setProperty("derain4j.processors", before);
            }
        }
    }

    static Model tinyGenerator() throws IOException {
        return Model.load(file("tiny_generator/tiny"));
    }

    /** What a picture becomes with results of the network. */
    static BufferedImage written(BufferedImage picture, float[] bgr, Rounding rounding) {
        PictureResult result = new PictureResult(new Picture(picture), PictureResult.OWN_DEPTH, rounding, 1, false);
        for (int y = 0; y < picture.getHeight(); y++) {
            result.rows().write(y, bgr, y * picture.getWidth() * 3);
        }
        return result.picture();
    }

    static float[] noise(int height, int width) {
        Random random = new Random(height * 31L + width);
        float[] bgr = new float[height * width * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = random.nextFloat(-1, 1);
        }
        return bgr;
    }
}
