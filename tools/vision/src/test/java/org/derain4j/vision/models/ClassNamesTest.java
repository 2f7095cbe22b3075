package org.derain4j.vision.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.derain4j.engine.ModelException;
import org.derain4j.vision.Miniatures;
import org.derain4j.vision.Miniatures.DetectorForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names as exporters and people write them. */
class ClassNamesTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatUltralyticsWrites() {
        assertEquals(List.of("person", "car's", "a \"b\", c: d", "tr\u00e4d"),
                ClassNames.exported("{0: 'person', 1: \"car's\", 2: 'a \"b\", c: d', 3: 'tr\u00e4d'}"));
        assertEquals(List.of("it's", "b"), ClassNames.exported("{1: 'b', 0: 'it\\'s'}"));
        assertEquals(List.of("a", "b"), ClassNames.exported("['a', 'b']"));
        assertEquals(List.of("a", "b"), ClassNames.exported("{\"0\": \"a\", \"1\": \"b\"}"));
        assertEquals(List.of(), ClassNames.exported(""));
        assertEquals(List.of(), ClassNames.exported("{1: 'a', 3: 'b'}"));
    }

    /** Names of a hostile file: the stack does not run out. */
    @Test
    void longNamesAreNamesToo() {
        String name = "\\\\a".repeat(100_000);
        assertEquals(1, ClassNames.exported("{0: '" + name + "'}").size());
        assertEquals(List.of("b".repeat(300_000)), ClassNames.exported("[\"" + "b".repeat(300_000) + "\"]"));
        assertTimeoutPreemptively(Duration.ofSeconds(10),
                () -> assertEquals(List.of(), ClassNames.exported("['a', " + "'\\".repeat(300_000))));
    }

    @Test
    void filesMayBeginWithTheMarkOfWindows() throws IOException {
        Path file = Miniatures.detector(folder, DetectorForm.SSD);
        Files.writeString(folder.resolve("names.txt"), "\ufeffred\r\ngreen\r\n");
        Files.writeString(folder.resolve("ssd.properties"), "\ufeffclasses=names.txt\r\nmap.red=rot\r\n");
        try (Detector detector = ModelFiles.detector(file, new RunOptions(1, false))) {
            assertEquals(List.of("red", "green"), detector.classes());
            assertEquals("rot", detector.classMap().get("red"));
        }
        Files.write(folder.resolve("names.txt"), new byte[]{(byte) 0xFF, (byte) 0xFE, 'a', 0});
        assertTrue(assertThrows(ModelException.class, () -> ModelFiles.detector(file, new RunOptions(1, false)))
                .getMessage().endsWith("names.txt: is no text in UTF-8; save it as such."));
    }

    @Test
    void readsFilesAndCocosOwnNumbers() throws IOException {
        Path file = Miniatures.detector(folder, DetectorForm.SSD);
        Files.writeString(folder.resolve("names.txt"), "red thing\n\n green thing \n");
        Files.writeString(folder.resolve("ssd.properties"), "classes=names.txt");
        try (Detector detector = ModelFiles.detector(file, new RunOptions(1, false))) {
            assertEquals(List.of("red thing", "green thing"), detector.classes());
        }
        Files.writeString(folder.resolve("ssd.properties"), "classes=coco91");
        try (Detector detector = ModelFiles.detector(file, new RunOptions(1, false))) {
            List<String> names = detector.classes();
            assertEquals(90, names.size());
            // numbers 1, 13, 28, 84 and 90 of instances_val2017.json
            assertEquals(List.of("person", "stop sign", "umbrella", "book", "toothbrush"),
                    List.of(names.get(0), names.get(12), names.get(27), names.get(83), names.get(89)));
        }
    }
}
