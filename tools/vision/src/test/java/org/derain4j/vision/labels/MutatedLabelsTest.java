package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files damaged in any way are read, or refused with a sentence; nothing else comes out of them. */
class MutatedLabelsTest {

    private static final int MUTANTS = 300;
    private static final String SPECIAL = "0 -.,e\"'<>&;[]{}:#\n\r\t\\9";

    @TempDir
    private Path folder;

    static Stream<Arguments> files() {
        return Stream.of(Arguments.of("a.txt", "1 0.5 0.5 0.25 0.5\n0 0.1 0.1 0.2 0.1 0.9 0.9\n"),
                Arguments.of("data.yaml", "nc: 2\nnames: ['red', \"green\", 'it''s']\n"),
                Arguments.of("data.yaml", "names:\n  0: red # one\n  1: 'green'\n"),
                Arguments.of("classes.txt", "red\ngreen\n"), Arguments.of("a.json", """
                        {"images": [{"id": 7, "file_name": "a.jpg", "width": 200, "height": 100}],
                        "annotations": [{"id": 1, "image_id": 7, "category_id": 1, "bbox": [1, 2, 3, 4], "area": 5.5,
                        "iscrowd": 0, "segmentation": [[1, 2, 3]]}], "categories": [{"id": 1, "name": "red"}]}"""),
                Arguments.of("a.xml", """
                        <?xml version="1.0"?><annotation><size><width>200</width><height>100</height></size>
                        <object><name>dog</name><difficult>0</difficult><bndbox><xmin>1</xmin><ymin>1</ymin>
                        <xmax>20</xmax><ymax>10</ymax></bndbox></object></annotation>"""));
    }

    @ParameterizedTest
    @MethodSource("files")
    void boxes(String name, String content) throws IOException {
        // far from any other file of names
        Path labels = Files.createDirectories(folder.resolve("x").resolve("y").resolve("z"));
        if (!name.startsWith("a.")) {
            Files.writeString(labels.resolve("a.txt"), "0 0.5 0.5 0.1 0.1");
        }
        Random random = new Random(content.hashCode());
        int read = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Files.write(labels.resolve(name), mutant(content.getBytes(StandardCharsets.UTF_8), random));
            read += passes(() -> LabelFiles.read(labels, List.of("a"), _ -> LabelFolder.SIZE, _ -> {
            })) ? 1 : 0;
        }
        assertTrue(read > 0 && read < MUTANTS, name + ": " + read);
    }

    @Test
    void masks() throws IOException {
        MaskFolder masks = new MaskFolder(folder).grey("a.png", 0, 1, 2, 3, 3, 2, 1, 0);
        byte[] whole = Files.readAllBytes(masks.file("a.png"));
        Random random = new Random(1);
        for (int i = 0; i < MUTANTS; i++) {
            Files.write(masks.file("a.png"), mutant(whole, random));
            passes(() -> MaskFiles.open(folder, List.of("a")).read("a", new Size(4, 2)));
        }
        Files.write(masks.file("a.png"), whole);
        int read = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Files.write(masks.file("masks.properties"),
                    mutant("format=index\nclasses=a,b,c,d\nignored=7, 8\n".getBytes(StandardCharsets.UTF_8), random));
            read += passes(() -> MaskFiles.open(folder, List.of("a")).read("a", new Size(4, 2))) ? 1 : 0;
        }
        assertTrue(read > 0 && read < MUTANTS, String.valueOf(read));
    }

    private static boolean passes(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (Failure e) {
            assertTrue(e.getMessage().endsWith("."), e.getMessage());
            return false;
        }
    }

    /** One to three places changed, cut, or repeated. */
    private static byte[] mutant(byte[] bytes, Random random) {
        byte[] mutant = bytes.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && mutant.length > 0; changes--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1, 2 -> mutant[at] = (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length()));
                case 3 -> mutant = Arrays.copyOf(mutant, at);
                default -> {
                    byte[] longer = Arrays.copyOf(mutant, mutant.length + at);
                    System.arraycopy(mutant, mutant.length - at, longer, mutant.length, at);
                    mutant = longer;
                }
            }
        }
        return mutant;
    }
}
