package org.derain4j.cli.telling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final long MILLISECOND = 1_000_000;

    private final StringWriter terminal = new StringWriter();
    private long now;

    private ProgressLine line(int columns) {
        return new ProgressLine(new PrintWriter(terminal), true, columns, () -> now);
    }

    @Test
    void itIsRedrawnInPlaceAndDisappears() {
        ProgressLine line = line(80);
        line.draw(_ -> "one long line");
        now += 100 * MILLISECOND;
        line.draw(_ -> "another");
        line.clear();
        line.clear();
        assertEquals("\rone long line" + "\ranother      " + "\r       \r", terminal.toString());
    }

    @Test
    void tenTimesASecondAreEnough() {
        ProgressLine line = line(80);
        for (int i = 0; i < 1000; i++) {
            String text = "step " + i;
            line.draw(_ -> text);
            now += MILLISECOND;
        }
        assertEquals(10, terminal.toString().chars().filter(c -> c == '\r').count(), terminal.toString());
        assertTrue(terminal.toString().endsWith("\rstep 900"), terminal.toString());
    }

    @Test
    void theSameIsNotDrawnTwice() {
        ProgressLine line = line(80);
        for (int i = 0; i < 10; i++) {
            line.draw(_ -> "same");
            now += 100 * MILLISECOND;
        }
        assertEquals("\rsame", terminal.toString());
    }

    @Test
    void itNeverWraps() {
        line(20).draw(columns -> "x".repeat(columns + 30));
        assertEquals("\r" + "x".repeat(19), terminal.toString());
    }

    @Test
    void nothingIsDrawnElsewhere() {
        ProgressLine line = new ProgressLine(new PrintWriter(terminal), false, 80);
        line.draw(_ -> "text");
        line.clear();
        assertEquals("", terminal.toString());
    }
}
