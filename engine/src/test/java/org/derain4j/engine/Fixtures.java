package org.derain4j.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Networks and inputs that several tests need. */
final class Fixtures {

    private Fixtures() {}

    static Path file(String name) {
        return Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources", name);
    }

    static Model tinyGenerator() throws IOException {
        return Model.load(file("tiny_generator/tiny"));
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
