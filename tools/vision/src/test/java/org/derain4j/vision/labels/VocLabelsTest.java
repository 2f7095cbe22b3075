package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocLabelsTest {

    private static final String SIZE = "<size><width>200</width><height>100</height><depth>3</depth></size>";

    @TempDir
    private Path temporary;
    private LabelFolder labels;

    @BeforeEach
    void folder() {
        labels = new LabelFolder(temporary.resolve("set").resolve("labels").resolve("val"));
    }

    private static String object(String name, Object xmin, Object ymin, Object xmax, Object ymax, String more) {
        return """
                <object><name>%s</name><pose>Left</pose>%s<bndbox>
                <xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox></object>
                """.formatted(name, more, xmin, ymin, xmax, ymax);
    }

    private static String annotation(String... objects) {
        return "<annotation>\n<filename>other.jpg</filename>" + SIZE + "\n" + String.join("", objects)
                + "</annotation>";
    }

    @Test
    void pixelsAreNumberedFromOneAndTheLastBelongsToTheBox() throws IOException {
        BoxLabels read = labels.with("a.xml", annotation(object("dog", 1, 1, 200, 100, ""),
                object("tvmonitor", 11, 21, 20, 40, "<difficult>1</difficult>"),
                object("person", " 45.5 ", 21, 60.25, 21, "<difficult>0</difficult>"))).with("b.xml", annotation())
                .read("a", "b", "c");

        List<LabelledBox> boxes = read.byPicture().get("a");
        LabelFolder.assertBox(0, 0, 200, 100, boxes.get(0));
        assertEquals(new LabelledBox(19, new Box(10, 20, 10, 20), 200, false, true), boxes.get(1));
        LabelFolder.assertBox(44.5, 20, 15.75, 1, boxes.get(2));
        assertEquals(VocLabels.THINGS, read.classes());
        assertEquals(14, boxes.get(2).classIndex());
        assertEquals(List.of(), read.byPicture().get("b"));
        assertEquals(2, read.byPicture().size());
        assertEquals(List.of(), labels.notes());
    }

    @Test
    void partsOfAnObjectAreNone() throws IOException {
        List<LabelledBox> boxes = labels.with("a.xml", annotation(object("person", 11, 21, 20, 40, """
                <part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
                """))).read("a").byPicture().get("a");

        assertEquals(1, boxes.size());
        LabelFolder.assertBox(10, 20, 10, 20, boxes.getFirst());
    }

    @Test
    void otherClassesAreThoseOfAListOrOfTheFilesByName() throws IOException {
        labels.with("a.xml",
                "\ufeff<?xml version='1.0' encoding='UTF-8'?>\r\n" + annotation(object("Straße &amp; Weg", 1, 1,
                        2, 2, ""), object("<![CDATA[car]]>", 1, 1, 2, 2, "")));
        assertEquals(List.of("Straße & Weg", "car"), labels.read("a").classes());

        labels.with("classes.txt", "bus\ncar\nStraße & Weg\n");
        BoxLabels read = labels.read("a");
        assertEquals(List.of("bus", "car", "Straße & Weg"), read.classes());
        assertEquals(2, read.byPicture().get("a").get(0).classIndex());

        labels.with("classes.txt", "bus\ncar\n").assertRefused("a.xml, line ", "'Straße & Weg' is none of those of");
    }

    @Test
    void aBoxIsCutAtTheBorderIfItLeavesItByLittle() throws IOException {
        LabelFolder.assertBox(0, 0, 200, 100, labels.with("a.xml", annotation(object("dog", 0, 0, 201, 101, "")))
                .read("a").byPicture().get("a").getFirst());

        labels.with("a.xml", annotation(object("dog", 1, 1, 240, 100, ""))).assertRefused("a.xml, line 3: ",
                "'dog' lies beyond the picture of 200x100");
        labels.with("a.xml", annotation(object("dog", -30, 1, 40, 100, ""))).assertRefused("a.xml, line 3: ", "beyond");
    }

    @Test
    void aSizeOfNothingIsNotLookedAt() throws IOException {
        labels.with("a.xml", annotation(object("dog", 1, 1, 20, 10, "")).replace(SIZE,
                "<size><width>0</width><height>0</height></size>"));
        assertEquals(1, labels.read("a").byPicture().get("a").size());

        labels.with("a.xml", annotation(object("dog", 1, 1, 20, 10, "")).replace(SIZE, ""));
        assertEquals(1, labels.read("a").byPicture().get("a").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<name>dog</name>|<name></name>|has no <name>", "<name>dog</name>|<nom>dog</nom>|has no <name>",
        "<xmin>5</xmin>|<xmin>five</xmin>|<xmin> is 'five'", "<xmin>5</xmin>|<xmin/>|<xmin> is ''",
        "<xmin>5</xmin>|<xmin>NaN</xmin>|<xmin> is 'NaN'", "<xmin>5</xmin>|<x>5</x>|no <xmin>",
        "<xmin>5</xmin>|<xmin>50</xmin>|less than xmin", "bndbox>|robndbox>|no <xmin> in a <bndbox>",
        "<pose>Left</pose>|<difficult>maybe</difficult>|<difficult> is 'maybe'"})
    void aBadObjectIsNamed(String good, String bad, String words) throws IOException {
        labels.with("a.xml", annotation(object("dog", 5, 6, 20, 10, "")).replace(good, bad))
                .assertRefused("a.xml, line 3: ", words);
    }

    @Test
    void anotherSizeIsNamed() throws IOException {
        labels.with("a.xml", annotation().replace("200", "400"))
                .assertRefused("a.xml: labels a picture of 400x100 pixels, but this one has 200x100");
        labels.with("a.xml", annotation().replace("200", "wide")).assertRefused("a.xml: ", "<width> is 'wide'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no xml", "<annotation>", "<annotation></object>", "<html></html>",
        "<annotation>&unknown;</annotation>", "<annotation><a b='1' b='2'/></annotation>",
        "<annotation>\u0001</annotation>"})
    void whatIsNoSoundXmlIsNamed(String content) throws IOException {
        labels.with("a.xml", content).assertRefused("a.xml, line 1: ");
    }

    /** The parser may not print of its own accord. */
    @Test
    void ofDamagedOnesNothingIsPrinted() throws IOException {
        Path file = labels.with("a.xml", annotation()).file("a.xml");
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] = (byte) 0xE5;
        Files.write(file, bytes);
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(printed, true));
            labels.assertRefused("a.xml, line ", "no sound XML");
        } finally {
            System.setErr(before);
        }
        assertEquals("", printed.toString());
    }

    /** Neither files are fetched nor entities unfolded, and nothing runs out. */
    @Test
    void hostileOnesAreRefused() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "dog");
        String body = annotation(object("&x;", 1, 1, 2, 2, ""));
        labels.with("a.xml", "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"%s\">]>".formatted(secret.toUri()) + body)
                .assertRefused("a.xml, line 1: ", "DOCTYPE");
        labels.with("a.xml", "<!DOCTYPE annotation SYSTEM \"%s\">".formatted(secret.toUri()) + annotation())
                .assertRefused("a.xml, line 1: ", "DOCTYPE");
        StringBuilder laughs = new StringBuilder("<!DOCTYPE annotation [<!ENTITY x0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY x%d \"%s\">".formatted(i, "&x%d;".formatted(i - 1).repeat(10)));
        }
        labels.with("a.xml", laughs + "]><annotation>&x29;</annotation>").assertRefused("a.xml, line 1: ");
        labels.with("a.xml", "<annotation>" + "<a>".repeat(1_000_000)).assertRefused("a.xml, line 1: ");
        labels.with("a.xml", "<annotation>" + "<x>y</x>".repeat(100_000) + SIZE + object("dog", 1, 1, 2, 2, "")
                + "</annotation>");
        assertEquals(1, labels.read("a").byPicture().get("a").size());
    }
}
