package org.derain4j.video.temporal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.derain4j.video.Frame;
import org.derain4j.video.Rain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter does on streams made so that one knows what it has to do. */
class TemporalRainTest {

    private static final int WIDTH = 120;
    private static final int HEIGHT = 90;
    private static final float LEVEL = 2 / 255f;

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 4, 14, 16, 17})
    void refusesOtherNumbersOfFrames(int frames) {
        assertThrows(IllegalArgumentException.class, () -> new TemporalRain(frames, 4, 4));
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "3, 1", "3, 2", "3, 9", "5, 1", "5, 2", "5, 3", "5, 4", "5, 11", "15, 5", "15, 20"})
    void handsOnEveryFrameInItsOrderAndNoLaterThanItMust(int compared, int frames) {
        TemporalRain filter = new TemporalRain(compared, 1, 1);
        for (int stream = 0; stream < 2; stream++) {
            List<Rain> in = new ArrayList<>();
            List<Rain> out = new ArrayList<>();
            for (int t = 0; t < frames; t++) {
                in.add(new Rain(new Frame(new byte[3], " I" + t), new float[3], new float[3]));
                filter.add(in.get(t), out::add);
                assertEquals(Math.max(0, t + 1 - compared / 2), out.size());
            }
            filter.end(out::add);
            assertEquals(frames, out.size());
            for (int t = 0; t < frames; t++) {
                assertSame(in.get(t).frame(), out.get(t).frame());
                assertSame(in.get(t).bgr(), out.get(t).bgr());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "2, 3", "9, 1", "40, 3"})
    void takesFramesOfAnySize(int width, int height) {
        Random random = new Random(width);
        List<float[]> rainy = new ArrayList<>();
        List<float[]> rain = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            rainy.add(noise(random, width * height * 3));
            rain.add(noise(random, width * height * 3));
        }
        for (float[] result : run(5, width, height, rainy, rain)) {
            for (float value : result) {
                assertTrue(Float.isFinite(value));
            }
        }
    }

    @Test
    void rainThatWasLeftInOneFrameGoes() throws IOException {
        float[] scene = scene("window", 20, 20);
        List<float[]> rainy = new ArrayList<>();
        for (int t = 0; t < 7; t++) {
            rainy.add(scene.clone());
        }
        float[] left = streak(40 * LEVEL);
        add(rainy.get(3), left);
        List<float[]> found = run(5, WIDTH, HEIGHT, rainy, nothing(7));
        double was = largest(left);
        for (int i = 0; i < left.length; i++) {
            assertEquals(left[i], found.get(3)[i], 0.03 * was, "at value " + i);
        }
        assertArrayEquals(new float[left.length], found.get(0), 1e-6f);
        assertArrayEquals(new float[left.length], found.get(6), 1e-6f);
    }

    @Test
    void whatTheNetworkTookAwayBehindRainComesBack() throws IOException {
        float[] scene = scene("window", 20, 20);
        List<float[]> rainy = new ArrayList<>();
        List<float[]> rain = nothing(7);
        for (int t = 0; t < 7; t++) {
            rainy.add(scene.clone());
        }
        add(rainy.get(3), streak(60 * LEVEL));
        rain.set(3, streak(90 * LEVEL));
        float[] found = run(5, WIDTH, HEIGHT, rainy, rain).get(3);
        float[] fallen = streak(60 * LEVEL);
        for (int i = 0; i < found.length; i++) {
            assertEquals(fallen[i], found[i], 2 * LEVEL, "at value " + i);
        }
    }

    @Test
    void whatIsTakenAwayInEveryFrameAlikeIsNoRain() throws IOException {
        float[] scene = scene("lighthouse", 0, 60);
        float[] stripes = new float[scene.length];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i / 3 % WIDTH % 6 < 2 ? 50 * LEVEL : 0;
        }
        List<float[]> rainy = new ArrayList<>();
        List<float[]> rain = new ArrayList<>();
        for (int t = 0; t < 7; t++) {
            rainy.add(scene.clone());
            rain.add(stripes.clone());
        }
        add(rainy.get(2), streak(60 * LEVEL));
        add(rain.get(2), streak(60 * LEVEL));
        List<float[]> found = run(5, WIDTH, HEIGHT, rainy, rain);
        assertArrayEquals(new float[scene.length], found.get(0), 0.5f * LEVEL);
        assertArrayEquals(streak(60 * LEVEL), found.get(2), 2 * LEVEL);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 15})
    void whereTheSceneMovesNothingChanges(int compared) {
        Random random = new Random(3);
        int size = 200;
        float[] grain = new float[size * size];
        for (int i = 0; i < grain.length; i++) {
            grain[i] = random.nextFloat() - 0.5f;
        }
        new BoxMean(size, size).run(grain, 1);
        List<float[]> rainy = new ArrayList<>();
        List<float[]> rain = new ArrayList<>();
        for (int t = 0; t < 9; t++) {
            float[] bgr = new float[WIDTH * HEIGHT * 3];
            for (int i = 0; i < bgr.length; i++) {
                bgr[i] = 2 * grain[(i / 3 / WIDTH + 2 * t) * size + i / 3 % WIDTH + 3 * t];
            }
            rainy.add(bgr);
            rain.add(streak((10 + t) * LEVEL));
        }
        List<float[]> found = run(compared, WIDTH, HEIGHT, rainy, rain);
        for (int t = 0; t < 9; t++) {
            assertArrayEquals(rain.get(t), found.get(t), "frame " + t);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 15})
    void nothingCrossesACut(int compared) throws IOException {
        float[] one = scene("lighthouse", 100, 90);
        float[] other = scene("window", 20, 20);
        List<float[]> rainy = new ArrayList<>();
        for (int t = 0; t < 9; t++) {
            rainy.add(t < 4 ? one : other);
        }
        for (float[] found : run(compared, WIDTH, HEIGHT, rainy, nothing(9))) {
            assertArrayEquals(new float[one.length], found);
        }
    }

    /** But for its rim. */
    @Test
    void whatPassesInASingleFrameStays() throws IOException {
        float[] scene = scene("window", 20, 20);
        float[] bird = scene("lighthouse", 100, 90);
        List<float[]> rainy = new ArrayList<>();
        for (int t = 0; t < 7; t++) {
            rainy.add(scene.clone());
        }
        for (int y = 30; y < 70; y++) {
            System.arraycopy(bird, (y * WIDTH + 40) * 3, rainy.get(3), (y * WIDTH + 40) * 3, 40 * 3);
        }
        for (float[] found : run(5, WIDTH, HEIGHT, rainy, nothing(7))) {
            for (int y = 35; y < 65; y++) {
                for (int i = (y * WIDTH + 45) * 3; i < (y * WIDTH + 75) * 3; i++) {
                    assertEquals(0, found[i], LEVEL, "at value " + i);
                }
            }
        }
    }

    /** Each frame of three percent less light than the one before: what is compared lies on both sides, and at the ends is refused or near. */
    @Test
    void fadingLightLeavesNoGhosts() throws IOException {
        float[] scene = scene("window", 20, 20);
        IntFunction<float[]> frame = t -> {
            float[] bgr = scene.clone();
            for (int i = 0; i < bgr.length; i++) {
                bgr[i] = (bgr[i] + 1) * (1 - 0.03f * t) - 1;
            }
            return bgr;
        };
        List<float[]> rainy = new ArrayList<>();
        for (int t = 0; t < 9; t++) {
            rainy.add(frame.apply(t));
        }
        List<float[]> found = run(5, WIDTH, HEIGHT, rainy, nothing(9));
        for (int t = 0; t < 9; t++) {
            double sum = 0;
            for (float value : found.get(t)) {
                sum += Math.abs(value);
            }
            double levels = sum / scene.length / LEVEL;
            assertTrue(levels < (t < 2 || t > 6 ? 3 : 0.2), "frame " + t + " is off by " + levels + " levels");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 3", "7, 5, 0", "7, 5, 1", "7, 5, 2", "7, 5, 9", "1, 12, 2", "12, 1, 5", "30, 20, 4"})
    void meansAreThoseOfTheirSquares(int width, int height, int radius) {
        float[] plane = noise(new Random(1), width * height);
        float[] means = plane.clone();
        new BoxMean(height, width).run(means, radius);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                int number = 0;
                for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
                    for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++, number++) {
                        sum += plane[v * width + u];
                    }
                }
                assertEquals(sum / number, means[y * width + x], 1e-6);
            }
        }
    }

    static List<float[]> run(int compared, int width, int height, List<float[]> rainy, List<float[]> rain) {
        TemporalRain filter = new TemporalRain(compared, height, width);
        List<float[]> found = new ArrayList<>();
        for (int t = 0; t < rainy.size(); t++) {
            filter.add(new Rain(new Frame(new byte[0], ""), rainy.get(t), rain.get(t)), done -> found.add(done.rain()));
        }
        filter.end(done -> found.add(done.rain()));
        return found;
    }

    private static float[] scene(String photo, int left, int top) throws IOException {
        float[] bgr = RainyFilm.part(RainyFilm.photo(photo), left, top, WIDTH, HEIGHT);
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = bgr[i] / 127.5f - 1;
        }
        return bgr;
    }

    private static float[] noise(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    private static List<float[]> nothing(int frames) {
        List<float[]> rain = new ArrayList<>();
        for (int t = 0; t < frames; t++) {
            rain.add(new float[WIDTH * HEIGHT * 3]);
        }
        return rain;
    }

    /** Three columns wide and thirty rows long. */
    private static float[] streak(float bright) {
        float[] bgr = new float[WIDTH * HEIGHT * 3];
        for (int y = 30; y < 60; y++) {
            for (int i = (y * WIDTH + 50) * 3; i < (y * WIDTH + 53) * 3; i++) {
                bgr[i] = bright;
            }
        }
        return bgr;
    }

    private static void add(float[] to, float[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += what[i];
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }
}
