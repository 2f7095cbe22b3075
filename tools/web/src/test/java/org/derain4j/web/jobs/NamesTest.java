package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.derain4j.pictures.PictureFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names from outside. */
class NamesTest {

    @ParameterizedTest
    @CsvSource({"a.png, PNG, a.derained.png", "a.JPG, JPEG, a.derained.JPG", "a.jpeg, JPEG, a.derained.jpeg",
        "a.jpg, PNG, a.derained.png", "a.b.tif, TIFF, a.b.derained.tif", "holiday, WEBP, holiday.derained.webp",
        "../../etc/passwd, PNG, passwd.derained.png", "C:\\\\x\\\\y.bmp, BMP, y.derained.bmp",
        "'', PNG, picture.derained.png", "/, PNG, picture.derained.png", ".png, PNG, picture.derained.png",
        "'a\"b<c>|d?*:.png', PNG, a_b_c__d___.derained.png",
        "Wetter auf Sylt – 1.jpg, JPEG, Wetter auf Sylt – 1.derained.jpg",
        "file.gif, PNG, file.gif.derained.png"})
    void aResultIsNamedByItsPicture(String sent, PictureFormat format, String expected) {
        assertEquals(expected, Names.result(sent, format));
    }

    @Test
    void whatCouldSteerATerminalOrAPathDoesNot() {
        assertEquals("_u001b[2J.derained.png", Names.result("\u001b[2J.png", PictureFormat.PNG));
        assertEquals("_u202egnp.derained.png", Names.result("\u202egnp.png", PictureFormat.PNG));
        assertTrue(Names.result("x".repeat(5000), PictureFormat.PNG).length() < 230);
        assertEquals("a\\u000ab", Names.shown(" a\nb "));
        assertEquals("the picture", Names.shown(" \t "));
        assertEquals(203, Names.shown("y".repeat(4000)).length());
    }
}
