package org.derain4j.cli.telling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressTextTest {

    private static final long SECOND = 1_000_000_000;

    private long now;
    private final Tally tally = new Tally(() -> now);

    @Test
    void onePictureHasABar() {
        tally.expects(1);
        assertEquals("a.png  [........................]   0 %", ProgressText.of(tally, "a.png", 0, 79));
        assertEquals("a.png  [########................]  33 %", ProgressText.of(tally, "a.png", 1 / 3.0, 79));
        assertEquals("a.png  [########################] 100 %", ProgressText.of(tally, "a.png", 1, 79));
    }

    @Test
    void ofSeveralItTellsWhatIsLeft() {
        tally.expects(10);
        assertEquals("0/10   5 %  a.png   50 %", ProgressText.of(tally, "a.png", 0.5, 79));
        now += 4 * SECOND;
        tally.done(100);
        assertEquals("1/10  10 %  4.0 s each  36 s left  b.png    0 %", ProgressText.of(tally, "b.png", 0, 79));
        now += 2 * SECOND;
        tally.done(100);
        tally.failed("c.png", null);
        tally.skipped();
        assertEquals("4/10  45 %  1 failed  3.0 s each  17 s left  d.png   50 %",
                ProgressText.of(tally, "d.png", 0.5, 79));
    }

    @Test
    void itNeverGoesBack() {
        tally.expects(4);
        assertTrue(ProgressText.of(tally, "a", 1, 79).startsWith("0/4  25 %"));
        assertTrue(ProgressText.of(tally, "b", 0, 79).startsWith("0/4  25 %"));
    }

    /** Nobody knows how many there will be in a folder that is watched, and waiting for them is no work. */
    @Test
    void waitingDoesNotCount() {
        now += 1000 * SECOND;
        tally.done(2);
        now += 1000 * SECOND;
        assertEquals("1  2.0 s each  a.png   50 %", ProgressText.of(tally, "a.png", 0.5, 79));
    }

    @Test
    void theNameTakesWhatIsLeftOfTheLine() {
        tally.expects(10);
        for (int columns = 19; columns < 100; columns++) {
            String text = ProgressText.of(tally, "folder/".repeat(30) + "雨の写真\u001b[31m.png", 0.5, columns);
            assertTrue(TextWidth.of(text) <= Math.max(columns, "0/10   5 %   50 %".length()), text);
            assertFalse(text.contains("\u001b"), text);
            if (columns > 60) {
                assertTrue(text.contains("雨の写真") && text.contains("..."), text);
                assertTrue(TextWidth.of(text) >= columns - 1, text);
            }
        }
    }

    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        assertEquals(8, TextWidth.of("雨の写真"));
        assertEquals(2, TextWidth.of("🌧"));
        assertEquals(5, TextWidth.of("gru\u0308n."));
        assertEquals("雨", TextWidth.start("雨の写真", 3));
        assertEquals("...写真", TextWidth.end("雨の写真", 7));
        assertEquals("雨の写真", TextWidth.end("雨の写真", 8));
        assertEquals("..", TextWidth.end("abcdef", 2));
        assertEquals("🌧", TextWidth.start("🌧🌧", 3));
    }

    @Test
    void timesAreToldNoMoreExactlyThanIsOfUse() {
        assertEquals("0.14 s", Tally.words(0.14));
        assertEquals("1.0 s", Tally.words(0.997));
        assertEquals("9.9 s", Tally.words(9.94));
        assertEquals("10 s", Tally.words(9.97));
        assertEquals("99 s", Tally.words(99.4));
        assertEquals("1 min 40 s", Tally.words(99.6));
        assertEquals("59 min 59 s", Tally.words(3599.2));
        assertEquals("1 h 00 min", Tally.words(3599.9));
        assertEquals("30 h 05 min", Tally.words(30 * 3600 + 5 * 60 + 7));
    }

    @Test
    void aFilmSaysHowManyFramesAreLeft() {
        assertEquals("rain.mp4   41 %  103 of 250 frames, 0.50 a second  4 min 54 s left",
                ProgressText.of("rain.mp4", 103, 250, 2, 80));
        assertEquals("rain.mp4  100 %  251 of 250 frames, 20.0 a second  0.00 s left",
                ProgressText.of("rain.mp4", 251, 250, 0.05, 80)); // a damaged one had more than it said
    }
}
