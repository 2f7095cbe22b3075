package org.derain4j.examples;

import static org.derain4j.examples.TestPictures.assertDerained;
import static org.derain4j.examples.TestPictures.rainy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs by their main methods, as README says they are called; what they leave is the engine's. */
class ExamplesTest {

    @TempDir
    private Path folder;

    @Test
    void onePicture() throws IOException {
        BufferedImage rainy = rainy(file("rainy.png"), 70, 50, 1);
        OnePicture.main(name("rainy.png"), name("clean.png"));
        assertDerained(rainy, read("clean.png"));
    }

    @Test
    void batchOfWhichTwoFilesAreNoPictures() throws IOException {
        Path from = Files.createDirectory(folder.resolve("photos"));
        for (int i = 0; i < 7; i++) {
            rainy(from.resolve(i + ".png").toFile(), 40 + i % 2, 30, i);
        }
        Files.writeString(from.resolve("notes.txt"), "rain");
        byte[] cut = Files.readAllBytes(from.resolve("0.png"));
        Files.write(from.resolve("cut.png"), Arrays.copyOf(cut, 60));
        Path to = folder.resolve("dry");
        Map<Path, String> outcomes;
        try (Derainer derainer = Derainer.builder().build()) {
            outcomes = Batch.derain(derainer, from, to);
        }
        assertEquals(9, outcomes.size());
        for (int i = 0; i < 7; i++) {
            Path result = to.resolve(i + ".png.png");
            assertEquals("in " + result, outcomes.get(from.resolve(i + ".png")));
            assertDerained(rainy(40 + i % 2, 30, i), ImageIO.read(result.toFile()));
        }
        assertEquals("not derained: no picture that Java can read", outcomes.get(from.resolve("notes.txt")));
        assertTrue(outcomes.get(from.resolve("cut.png")).startsWith("not derained: "), outcomes::toString);
        assertEquals(7, to.toFile().list().length);
    }

    @Test
    void weightsFromAnAddress() throws Exception {
        BufferedImage rainy = rainy(file("rainy.png"), 45, 60, 2);
        URI where = Model.class.getResource("/META-INF/derain4j/lite.safetensors").toURI();
        String sha256 = Model.embedded("lite").sha256();
        WeightsFromElsewhere.main(where.toString(), sha256, name("rainy.png"), name("clean.png"));
        assertDerained(rainy, read("clean.png"));
        assertEquals(where.toString(), WeightsFromElsewhere.fetch(where, sha256).name());
    }

    @Test
    void otherWeightsThanAskedForAreRefused() throws Exception {
        URI where = Model.class.getResource("/META-INF/derain4j/lite.safetensors").toURI();
        IOException e = assertThrows(IOException.class, () -> WeightsFromElsewhere.fetch(where, "0".repeat(64)));
        assertEquals(where + ": other weights than those that were asked for", e.getMessage());
    }

    @Test
    void largePictureWithinLittleMemory() throws IOException {
        BufferedImage rainy = rainy(file("rainy.png"), 400, 300, 3);
        long whole;
        try (Derainer derainer = Derainer.builder().build()) {
            whole = derainer.storage(300, 400).memoryBytes();
        }
        long budget = whole * 3 / 4 >> 20;
        try (Derainer derainer = LargePicture.within(budget << 20, folder)) {
            assertTrue(derainer.storage(300, 400).scratchBytes() > 0, "nothing is in the file");
            assertTrue(derainer.storage(300, 400).memoryBytes() <= budget << 20);
        }
        LargePicture.main(name("rainy.png"), name("clean.png"), Long.toString(budget));
        assertDerained(rainy, read("clean.png"));
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private String name(String name) {
        return folder.resolve(name).toString();
    }

    private BufferedImage read(String name) throws IOException {
        return ImageIO.read(file(name));
    }
}
