package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter err = new StringWriter();

    @AfterEach
    void noTerminal() {
        System.clearProperty(ProgressLine.TERMINAL);
    }

    @Test
    void aTerminalSeesOneLineThatDisappears() {
        System.setProperty(ProgressLine.TERMINAL, "true");
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), "a.png")) {
            assertTrue(line.advanced(1, 3));
            assertTrue(line.advanced(1, 3));
            assertTrue(line.advanced(3, 3));
        }
        String[] drawn = err.toString().split("\r");
        assertEquals("a.png  [........................]   0 %", drawn[1]);
        assertEquals("a.png  [#######.................]  33 %", drawn[2]);
        assertEquals("a.png  [########################] 100 %", drawn[3]);
        assertTrue(drawn[4].isBlank() && drawn[4].length() >= drawn[3].length());
        assertEquals(5, drawn.length, "the same percentage is not drawn twice");
        assertTrue(err.toString().endsWith("\r"));
    }

    @Test
    void longNamesFitALine() {
        System.setProperty(ProgressLine.TERMINAL, "true");
        new ProgressLine(new PrintWriter(err), "folder/".repeat(40) + "a.png").close();
        for (String drawn : err.toString().split("\r")) {
            assertTrue(drawn.length() < 80, drawn);
        }
        assertTrue(err.toString().contains("folder/a.png"));
    }

    @Test
    void nothingIsDrawnElsewhere() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), "a.png")) {
            assertTrue(line.advanced(1, 3));
        }
        assertEquals("", err.toString());
    }
}
