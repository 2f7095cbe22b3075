package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

    @Test
    void greyLevelsApartInEveryMode() {
        // Y of grey g is round(16 + 219 g / 255): 51 -> 59.8 -> 60 and 61 -> 68.39 -> 68, so Y is 8 apart.
        RgbPicture picture = grey(51);
        RgbPicture truth = grey(61);
        assertScore(8, 60, 68, Score.of(ScoreMode.Y, picture, truth));
        assertScore(10, 51, 61, Score.of(ScoreMode.FULL_Y, picture, truth));
        assertScore(10, 51, 61, Score.of(ScoreMode.RGB, picture, truth));
    }

    @Test
    void rgbCountsEachChannelOnce() {
        RgbPicture red = new RgbPicture(11, 11, filled(30, 0, 0));
        RgbPicture black = new RgbPicture(11, 11, filled(0, 0, 0));
        Score score = Score.of(ScoreMode.RGB, red, black);
        assertEquals(10 * Math.log10(65025 / 300.0), score.psnr(), 1e-9);
        assertEquals((6.5025 / (900 + 6.5025) + 1 + 1) / 3, score.ssim(), 1e-9);
    }

    @Test
    void onlyEqualSizesOfAWindowAtLeastHaveAScore() {
        RgbPicture large = new RgbPicture(11, 22, new int[11 * 22 * 3]);
        RgbPicture turned = new RgbPicture(22, 11, new int[11 * 22 * 3]);
        RgbPicture small = new RgbPicture(10, 22, new int[10 * 22 * 3]);
        assertThrows(IllegalArgumentException.class, () -> Score.of(ScoreMode.Y, large, turned));
        assertThrows(IllegalArgumentException.class, () -> Score.of(ScoreMode.Y, small, small));
    }

    @Test
    void psnrAloneIsOfAnySize() {
        RgbPicture pixel = new RgbPicture(1, 1, new int[]{51, 51, 51});
        assertEquals(20 * Math.log10(255 / 8.0),
                Score.psnr(ScoreMode.Y, pixel, new RgbPicture(1, 1, new int[]{61, 61, 61})), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, Score.psnr(ScoreMode.RGB, pixel, pixel));
        assertEquals(Score.of(ScoreMode.RGB, grey(3), grey(9)).psnr(), Score.psnr(ScoreMode.RGB, grey(3), grey(9)));
    }

    @Test
    void theMeanIsOfDecibelsAndLeavesIdenticalPicturesOut() {
        Score identical = new Score(Double.POSITIVE_INFINITY, 1);
        assertEquals(new MeanScore(25, 0.75, 1),
                MeanScore.of(List.of(new Score(20, 0.5), identical, new Score(30, 0.75))));
        assertEquals(new MeanScore(Double.POSITIVE_INFINITY, 1, 2), MeanScore.of(List.of(identical, identical)));
    }

    private static void assertScore(double apart, double a, double b, Score score) {
        assertEquals(20 * Math.log10(255 / apart), score.psnr(), 1e-9);
        assertEquals((2 * a * b + 6.5025) / (a * a + b * b + 6.5025), score.ssim(), 1e-9);
    }

    private static RgbPicture grey(int level) {
        return new RgbPicture(11, 11, filled(level, level, level));
    }

    private static int[] filled(int red, int green, int blue) {
        int[] rgb = new int[11 * 11 * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = red;
            rgb[i + 1] = green;
            rgb[i + 2] = blue;
        }
        return rgb;
    }
}
