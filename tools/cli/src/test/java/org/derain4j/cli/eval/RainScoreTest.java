package org.derain4j.cli.eval;

import static org.derain4j.cli.eval.RainScenes.blurred;
import static org.derain4j.cli.eval.RainScenes.clean;
import static org.derain4j.cli.eval.RainScenes.mix;
import static org.derain4j.cli.eval.RainScenes.rainy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RainScoreTest {

    @Test
    void whoDoesNothingHasAllTheRainAndAllTheTexture() {
        assertEquals(Optional.of(new RainScore(100, 100, 0)), RainScore.of(rainy(1), rainy(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theOrderIsThatOfPsnr(int seed) {
        List<RainScore> scores = Stream.of(0.0, 0.25, 0.5, 0.75, 1.0)
                .map(share -> score(seed, mix(clean(seed), share, rainy(seed)))).toList();
        for (int i = 1; i < scores.size(); i++) {
            RainScore worse = scores.get(i - 1);
            RainScore better = scores.get(i);
            assertTrue(better.left() < worse.left() && better.score() > worse.score(), worse + ", then " + better);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void blurringDoesNotPay(int seed) {
        RainScore blurred = score(seed, blurred(rainy(seed)));
        RainScore perfect = score(seed, clean(seed));
        RainScore both = score(seed, blurred(clean(seed)));
        assertTrue(blurred.left() < 100 && blurred.score() < 0, blurred.toString());
        assertTrue(blurred.kept() < perfect.kept() - 25, blurred + " beside " + perfect);
        assertTrue(both.score() < perfect.score(), both + " beside " + perfect);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theBestOfManyIsThatOfPsnr(int seed) {
        List<RgbPicture> results = List.of(rainy(seed), mix(clean(seed), 0.5, rainy(seed)), blurred(rainy(seed)),
                blurred(clean(seed)), mix(clean(seed), 0.9, rainy(seed)));
        RgbPicture best = results.stream().max(Comparator.comparingDouble(result -> score(seed, result).score()))
                .orElseThrow();
        RgbPicture nearest = results.stream()
                .max(Comparator.comparingDouble(result -> Score.of(ScoreMode.FULL_Y, result, clean(seed)).psnr()))
                .orElseThrow();
        assertEquals(results.indexOf(nearest), results.indexOf(best));
    }

    @Test
    void rainGrowsWithThePicture() {
        RgbPicture before = enlarged(rainy(1), 4);
        RgbPicture after = enlarged(clean(1), 4);
        RainScore large = RainScore.of(before, after).orElseThrow();
        RainScore twice = RainScore.of(enlarged(before, 2), enlarged(after, 2)).orElseThrow();
        assertEquals(large.left(), twice.left(), 1e-9);
        assertEquals(large.kept(), twice.kept(), 1e-9);
        assertEquals(large.score(), twice.score(), 1e-9);
    }

    @Test
    void whatHasNoStreaksHasNoScore() {
        RgbPicture flat = new RgbPicture(40, 50, new int[3 * 40 * 50]);
        assertEquals(Optional.empty(), RainScore.of(flat, flat));
    }

    @Test
    void sizesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> RainScore.of(rainy(1), enlarged(rainy(1), 2)));
        assertTrue(RainScore.fits(new RgbPicture(32, 32, new int[3 * 32 * 32])));
        assertFalse(RainScore.fits(new RgbPicture(31, 64, new int[3 * 31 * 64])));
        assertFalse(RainScore.fits(new RgbPicture(40, 1280, new int[3 * 40 * 1280])), "20 rows when reduced");
    }

    @Test
    void theSmallestPictureIsMeasured() {
        int[] rgb = new int[3 * 32 * 32];
        for (int row = 0; row < 32; row++) {
            rgb[3 * (row * 32)] = 200;
            rgb[3 * (row * 32 + 16)] = 200;
        }
        RainScore score = RainScore.of(new RgbPicture(32, 32, rgb), new RgbPicture(32, 32, new int[rgb.length]))
                .orElseThrow();
        assertEquals(0, score.left());
    }

    private static RainScore score(int seed, RgbPicture result) {
        return RainScore.of(rainy(seed), result).orElseThrow();
    }

    private static RgbPicture enlarged(RgbPicture picture, int times) {
        int width = times * picture.width();
        int[] rgb = new int[3 * times * picture.height() * width];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            rgb[i] = picture.rgb()[3 * (pixel / width / times * picture.width() + pixel % width / times) + i % 3];
        }
        return new RgbPicture(times * picture.height(), width, rgb);
    }
}
