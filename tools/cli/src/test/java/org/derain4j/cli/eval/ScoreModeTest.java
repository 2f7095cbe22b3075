package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class ScoreModeTest {

    /** Black, white, red, green, blue, and a colour in between. */
    private static final RgbPicture COLOURS = new RgbPicture(2, 3,
            new int[]{0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255, 100, 120, 126});

    @Test
    void yIsThatOfMatlab() {
        // 16 + 65.481, 16 + 128.553, 16 + 24.966; the last is 16 + (6548.1 + 15426.36 + 3145.716) / 255 = 114.51
        assertArrayEquals(new double[]{16, 235, 81, 145, 41, 115}, ScoreMode.Y.planes(COLOURS).getFirst());
    }

    @Test
    void halvesAreRoundedUpAsInMatlab() {
        // 65.481 * 2 + 128.553 * 44 + 24.966 * 141 = 255 * 36.5 exactly
        assertArrayEquals(new double[]{53},
                ScoreMode.Y.planes(new RgbPicture(1, 1, new int[]{2, 44, 141})).getFirst());
    }

    @Test
    void fullRangeLumaIsNotRounded() {
        assertArrayEquals(new double[]{0, 255, 76.245, 149.685, 29.07, 114.704},
                ScoreMode.FULL_Y.planes(COLOURS).getFirst(), 1e-12);
    }

    @Test
    void rgbTakesTheThreeChannelsApart() {
        assertArrayEquals(new double[]{0, 255, 255, 0, 0, 100}, ScoreMode.RGB.planes(COLOURS).get(0));
        assertArrayEquals(new double[]{0, 255, 0, 255, 0, 120}, ScoreMode.RGB.planes(COLOURS).get(1));
        assertArrayEquals(new double[]{0, 255, 0, 0, 255, 126}, ScoreMode.RGB.planes(COLOURS).get(2));
    }
}
