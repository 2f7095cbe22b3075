package org.derain4j.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What an older Java gets to see, and messages. */
class DerainTest {

    @Test
    void versionsAreRead() {
        assertEquals(8, Derain.version("1.8"));
        assertEquals(17, Derain.version("17"));
        assertEquals(25, Derain.version("25"));
        assertEquals(0, Derain.version(""));
    }

    @Test
    void whatIsTooOldIsToldWhatToDo() {
        String told = Derain.tooOld(17, "/opt/java-17");
        for (String words : new String[]{"Java 25 or newer", "runs on Java 17", "/opt/java-17", "ij.jar", "Fiji"}) {
            assertTrue(told.contains(words), told);
        }
    }

    /** 52 is Java 8; what it needs to say so must not be newer. */
    @Test
    void java8LoadsIt() throws IOException {
        try (DataInputStream file = new DataInputStream(Derain.class.getResourceAsStream("Derain.class"))) {
            file.readInt();
            file.readUnsignedShort();
            assertEquals(52, file.readUnsignedShort());
        }
    }

    @Test
    void linesAreBrokenBetweenWords() {
        String sentence = "It has so many words that no window of ImageJ could be as wide as a line that has all of them "
                + "in it, and " + "x".repeat(90) + " too.";
        String lines = Message.lines(sentence);
        assertEquals(sentence, lines.replace("\n", " "));
        assertEquals(4, lines.lines().count(), lines);
        assertTrue(lines.lines().allMatch(line -> line.length() <= 80 || line.startsWith("x")), lines);
    }
}
