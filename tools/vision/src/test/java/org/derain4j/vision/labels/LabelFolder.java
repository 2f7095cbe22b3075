package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.cli.common.Failure;

/** A folder of labels that a test writes, and what is read from it; all pictures have 200x100 pixels. */
final class LabelFolder {

    static final Size SIZE = new Size(200, 100);

    private final Path folder;
    private final List<String> notes = new ArrayList<>();

    LabelFolder(Path folder) {
        this.folder = folder;
    }

    LabelFolder with(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    BoxLabels read(String... pictures) {
        return read(folder, pictures);
    }

    BoxLabels read(Path labels, String... pictures) {
        notes.clear();
        return LabelFiles.read(labels, List.of(pictures), _ -> SIZE, notes::add);
    }

    List<String> notes() {
        return notes;
    }

    /** Reading must fail with one sentence, which begins with the file and holds certain words. */
    void assertRefused(String file, String... words) {
        assertRefused(folder.resolve(file).toString(), () -> read("a", "b"), words);
    }

    static void assertRefused(String start, Runnable reading, String... words) {
        String sentence = assertThrows(Failure.class, reading::run).getMessage();
        assertTrue(sentence.startsWith(start), sentence);
        assertTrue(sentence.endsWith("."), sentence);
        assertFalse(sentence.contains("\n"), sentence);
        for (String word : words) {
            assertTrue(sentence.contains(word), sentence);
        }
    }

    static void assertBox(double x, double y, double width, double height, LabelledBox labelled) {
        Box box = labelled.box();
        assertEquals(x, box.x(), 1e-9);
        assertEquals(y, box.y(), 1e-9);
        assertEquals(width, box.width(), 1e-9);
        assertEquals(height, box.height(), 1e-9);
    }
}
