package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YoloLabelsTest {

    @TempDir
    private Path temporary;
    private LabelFolder labels;

    @BeforeEach
    void folder() {
        // three levels down, so that no names of classes lie about
        labels = new LabelFolder(temporary.resolve("set").resolve("labels").resolve("val"));
    }

    @Test
    void aLineIsABoxInPartsOfThePicture() throws IOException {
        BoxLabels read = labels.with("a.txt", "3 0.5 0.5 0.25 0.5\n0 .25 2.5e-1 0.1 +0.1\n").read("a");

        List<LabelledBox> boxes = read.byPicture().get("a");
        assertEquals(2, boxes.size());
        assertEquals(3, boxes.get(0).classIndex());
        LabelFolder.assertBox(75, 25, 50, 50, boxes.get(0));
        assertEquals(2500, boxes.get(0).area(), 1e-9);
        LabelFolder.assertBox(40, 20, 20, 10, boxes.get(1));
        assertEquals(List.of(), read.classes());
        assertEquals(4, read.classCount());
        assertEquals(List.of(), labels.notes());
    }

    @Test
    void anEmptyFileIsAPictureWithNothingAndAMissingOneIsNoLabels() throws IOException {
        BoxLabels read = labels.with("a.txt", "").with("b.txt", "\n  \n").read("a", "b", "c");

        assertEquals(Set.of("a", "b"), read.byPicture().keySet());
        assertEquals(List.of(), read.byPicture().get("a"));
        assertEquals(List.of(), read.byPicture().get("b"));
        assertEquals(0, read.classCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 0.5 0.5 0.25 0.5 0.93", "2 0.5 0.5 0.25 0.5 17", "2.0 0.5 0.5 0.25 0.5",
        "2 0.375 0.25 0.625 0.25 0.625 0.75 0.375 0.75", "2 0.375 0.5 0.5 0.25 0.625 0.75"})
    void scoresDoNotCountAndOutlinesHaveABox(String line) throws IOException {
        LabelledBox box = labels.with("a.txt", line).read("a").byPicture().get("a").getFirst();

        assertEquals(2, box.classIndex());
        LabelFolder.assertBox(75, 25, 50, 50, box);
    }

    @Test
    void linesEndAsOnWindowsAndTheFileBeginsWithAMark() throws IOException {
        BoxLabels read = labels.with("a.txt", "\ufeff0 0.5 0.5 0.1 0.1\r\n1\t0.5 0.5  0.2 0.2\r\n").read("a");

        assertEquals(2, read.byPicture().get("a").size());
    }

    @Test
    void picturesMayHaveNamesOfAnyKind() throws IOException {
        BoxLabels read = labels.with("Straße 雨.v2.txt", "0 0.5 0.5 0.1 0.1").read("Straße 雨.v2");

        assertEquals(Set.of("Straße 雨.v2"), read.byPicture().keySet());
    }

    @Test
    void aBoxIsCutAtTheBorder() throws IOException {
        List<LabelledBox> boxes = labels.with("a.txt", "0 0.995 0.5 0.02 1.005\n0 0.9 0.5 0.4 0.5\n").read("a")
                .byPicture().get("a");

        LabelFolder.assertBox(197, 0, 3, 100, boxes.get(0));
        LabelFolder.assertBox(140, 25, 60, 50, boxes.get(1));
        assertEquals(1, labels.notes().size());
        assertTrue(labels.notes().getFirst().contains("1 boxes leave their picture"), labels.notes().getFirst());
    }

    @Test
    void whatStandsTwiceCountsOnceAndWhatHasNoExtentIsTold() throws IOException {
        BoxLabels read = labels.with("a.txt", "0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0 0.1\n").read("a");

        assertEquals(2, read.byPicture().get("a").size());
        assertEquals(2, labels.notes().size());
        assertTrue(labels.notes().get(0).contains("1 lines stand twice"), labels.notes().get(0));
        assertTrue(labels.notes().get(1).contains("1 boxes have no extent"), labels.notes().get(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "car 0.5 0.5 0.1 0.1|class 'car'", "-1 0.5 0.5 0.1 0.1|class '-1'", "1.5 0.5 0.5 0.1 0.1|class '1.5'",
        "99999999999999999999 0.5 0.5 0.1 0.1|class '99999999999999999999'", "0 0.5 0.5 0.1|4 columns",
        "0|1 columns", "0 0.5 0.5 0.1 0.1 0.1 0.1 0.1|8 columns", "0 120 60 40 30|'120'", "0 0.5 1.2 0.1 0.1|'1.2'",
        "0 0.5 0.5 -0.1 0.1|'-0.1'", "0 0.5 0.5 -0.005 0.1|-0.005 x 0.1", "0 NaN 0.5 0.1 0.1|'NaN'",
        "0 0x1p-1 0.5 0.1 0.1|'0x1p-1'", "0 0.5f 0.5 0.1 0.1|'0.5f'", "0 1e999 0.5 0.1 0.1|'1e999'",
        "0,0.5,0.5,0.1,0.1|class '0,0.5", "0 0,5 0.5 0.1 0.1|'0,5'", "<annotation>|class '<annotation>'"})
    void aBadLineIsNamed(String line, String words) throws IOException {
        labels.with("a.txt", "0 0.5 0.5 0.1 0.1\n\n" + line).assertRefused("a.txt, line 3: ", words);
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        labels.with("a.txt", "");
        Files.write(labels.file("a.txt"), "0 0.5 0.5 0.1 0.1".getBytes(StandardCharsets.UTF_16));

        labels.assertRefused("a.txt", "UTF-8");
    }

    @Test
    void namesOfClassesAreThoseOfTheNearestFile() throws IOException {
        labels.with("a.txt", "1 0.5 0.5 0.1 0.1").with("../../data.yaml", "nc: 2\nnames: [red, green]\n");
        assertEquals(List.of("red", "green"), labels.read("a").classes());

        labels.with("../obj.names", "left\nright\n");
        assertEquals(List.of("left", "right"), labels.read("a").classes());

        labels.with("classes.txt", "\ufeffKöter\r\nKater\r\nhot dog\r\n\r\n");
        assertEquals(List.of("Köter", "Kater", "hot dog"), labels.read("a").classes());
        assertEquals(3, labels.read("a").classCount());
    }

    @Test
    void aClassWithoutANameIsNamed() throws IOException {
        labels.with("a.txt", "2 0.5 0.5 0.1 0.1").with("classes.txt", "red\ngreen\n")
                .assertRefused("a.txt, line 1: class 2, but ", "classes.txt has 2");
    }

    @Test
    void aGapInTheListOfNamesIsNamed() throws IOException {
        labels.with("a.txt", "0 0.5 0.5 0.1 0.1").with("classes.txt", "red\n\ngreen\n")
                .assertRefused("classes.txt, line 2: is empty");
    }
}
