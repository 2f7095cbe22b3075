package org.derain4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One picture after the other, without a task. */
class DerainingTest {

    @TempDir
    Path folder;

    @Test
    void aPictureComesOutAsOfTheCommand() throws IOException {
        BufferedImage picture = new BufferedImage(97, 61, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(1);
        for (int i = 0; i < 97 * 61; i++) {
            picture.setRGB(i % 97, i / 97, random.nextInt());
        }
        Path file = folder.resolve("a.png");
        ImageIO.write(picture, "png", file.toFile());
        Deraining deraining = Deraining.of(LocalSpark.open(), DerainOptions.DEFAULT);
        Outcome outcome = deraining.derain(Files.readAllBytes(file), "hdfs://there/a.png", Optional.empty());
        assertEquals("", outcome.message());
        assertEquals(97, outcome.width());
        assertEquals(61, outcome.height());
        assertTrue(outcome.milliseconds() > 0);
        assertArrayEquals(Command.derained(file), outcome.content());
    }
}
