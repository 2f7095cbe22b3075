package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFilesTest {

    private static final String LINE = "0 0.5 0.5 0.1 0.1";

    @TempDir
    private Path temporary;
    private LabelFolder labels;

    @BeforeEach
    void folder() {
        labels = new LabelFolder(temporary.resolve("set").resolve("labels").resolve("val"));
    }

    @Test
    void theFormatIsToldByFilesNamedLikePictures() throws IOException {
        Path folder = labels.with("a.TXT", LINE).with("classes.txt", "one").with("note.xml", "?").file("");
        assertEquals(BoxFormat.YOLO, BoxFormat.in(folder, List.of("a")).format());

        Files.delete(labels.file("a.TXT"));
        labels.with("a.xml", "<annotation/>").with("README.txt", "hello");
        assertEquals(BoxFormat.VOC, BoxFormat.in(folder, List.of("a")).format());

        Files.delete(labels.file("a.xml"));
        labels.with("instances.json", "{}");
        assertEquals(BoxFormat.COCO, BoxFormat.in(folder, List.of("a")).format());
    }

    @Test
    void severalKindsAreAmbiguous() throws IOException {
        labels.with("a.txt", LINE).with("a.xml", "<annotation/>").assertRefused("", "holds .txt and .xml");
        Files.delete(labels.file("a.xml"));
        labels.with("c.json", "{}").assertRefused("", "holds .txt and .json", "name COCO's file itself");
        Files.delete(labels.file("a.txt"));
        labels.with("d.json", "{}").assertRefused("", "holds 2 files of JSON; name the one");
    }

    @Test
    void whereThereIsNothingTheRemedyIsSaid() throws IOException {
        labels.with("z.txt", LINE).with("y.txt", LINE).assertRefused("", "none of its 2 .txt is named like a picture",
                "give a folder");
        Files.delete(labels.file("z.txt"));
        Files.delete(labels.file("y.txt"));
        labels.assertRefused("", "has no labels");
        Path file = labels.with("a.txt", LINE).file("a.txt");
        LabelFolder.assertRefused(file.toString(), () -> labels.read(file, "a"), "name the folder");
        Path missing = labels.file("nothing");
        LabelFolder.assertRefused(missing.toString(), () -> labels.read(missing, "a"), "no such file or folder");
    }

    @Test
    void filesWithoutAPictureAreCounted() throws IOException {
        labels.with("a.txt", LINE).with("x.txt", "nonsense").with(".hidden.txt", "nonsense").read("a");

        assertEquals(1, labels.notes().size());
        assertTrue(labels.notes().getFirst().contains("1 of its files are named like no picture"),
                labels.notes().getFirst());
    }

    @Test
    void sizesAreAskedForOnceAndOnlyWhereThereAreBoxes() throws IOException {
        List<String> asked = new ArrayList<>();
        labels.with("a.txt", LINE + "\n1 0.5 0.5 0.1 0.1").with("b.txt", "");

        LabelFiles.read(labels.file(""), List.of("a", "b", "c"), name -> {
            asked.add(name);
            return LabelFolder.SIZE;
        }, _ -> {
        });

        assertEquals(List.of("a"), asked);
    }

    @Test
    void cocoHasEightyClasses() {
        assertEquals(80, CocoClasses.names().size());
        assertEquals("person", CocoClasses.names().getFirst());
        assertEquals("traffic light", CocoClasses.names().get(9));
        assertEquals("toothbrush", CocoClasses.names().getLast());
        assertEquals(80, CocoClasses.names().stream().distinct().count());
    }
}
