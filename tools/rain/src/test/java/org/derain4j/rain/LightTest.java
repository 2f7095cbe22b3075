package org.derain4j.rain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whether light and camera do to a scene what the Python trainer's do, where no chance is in it: {@code python-light.tsv} has the
 * trainer's pixels. Its arithmetic is float's, so a level that lies between two may be rounded either way, and JPEG's more so.
 */
class LightTest {

    private static final int WIDTH = 32;
    private static final int HEIGHT = 32;
    private static final Weather DAY = new Weather(Kind.Light.SCENE, List.of(), 1, 0, new double[]{1, 0.95, 0.93}, 1.3,
            1, 0, 0,
            0.3, 0.1);
    private static final Weather NIGHT = new Weather(Kind.Light.LAMPS, List.of(), 1, 0, new double[]{0.93, 1, 0.96}, 1,
            0.2, 1.5,
            0.7, 0.05, 0.02);

    private final float[] rain = new float[WIDTH * HEIGHT];
    private final BufferedImage scene = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);

    LightTest() {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                rain[y * WIDTH + x] = (x * 5 + y * 3) % 11 / 8f;
                for (int c = 0; c < 3; c++) {
                    scene.getRaster().setSample(x, y, c, (x * 7 + y * 13 + c * 50 + x * y) % 256);
                }
            }
        }
    }

    @Test
    void dropsShowTheSkyByDay() throws IOException {
        seen(DAY, "camera");
    }

    @Test
    void dropsShowTheLampsAtNight() throws IOException {
        seen(NIGHT, "night");
    }

    @Test
    void camerasDevelop() throws IOException {
        float[][] planes = scenery(DAY).light(scene, true);
        new Camera(-0.4, 0.6, 0.8, 0, 0, 0, false).take(planes, WIDTH, HEIGHT, 1);
        compare("developed", levels(planes), 1, 0.01);
    }

    @Test
    void jpegLeavesWhatPythonsLeaves() throws IOException {
        for (boolean halved : new boolean[]{false, true}) {
            float[][] planes = scenery(DAY).light(scene, false);
            new Camera(0, 0, 0, 0, 0, 80, halved).take(planes, WIDTH, HEIGHT, 1);
            compare(halved ? "jpeg halved" : "jpeg", levels(planes), 1, 0.01);
        }
    }

    @Test
    void streaksAreThoseOfPython() throws IOException {
        streak("beaded streak", 2, 0.3, new Drops.Drop(21, 1.1, 0.9, 0.4, 0.7, 7, 1, 0.3, 0, 0));
        streak("broken streak", 3.7, -0.5, new Drops.Drop(26, 2.2, 0.7, 0.9, 0.1, 2, 3, -0.4, 0.15, 0.4));
    }

    @Test
    void discsAreThoseOfPython() throws IOException {
        Entry one = new Entry.Always(1);
        Family.Discs family = new Family.Discs(one, one, new Entry.Always(0.001), new Entry.Always(7.5),
                new Entry.Always(0.2),
                new Entry.Always(1.2), new Entry.Always(0.4), new Entry.Always(0.6), new Entry.Always(1.5), 0.15);
        Layer layer = DiscPainter.drawn(family, new Random() {

            private static final long serialVersionUID = 1;

            @Override
            public double nextDouble() {
                return 0.5; // so the disc is in the middle
            }

            @Override
            public double nextGaussian() {
                return 0;
            }
        }, Field.of(WIDTH, HEIGHT), Math.toDegrees(0.4));
        compare("disc", layer);
    }

    private static void streak(String name, double edge, double angle, Drops.Drop drop) throws IOException {
        Layer layer = new Layer(Field.of(WIDTH, HEIGHT), 1);
        new Brush(layer, edge).paint(15.3, 14.8, Math.toDegrees(angle), drop);
        compare(name, layer);
    }

    private static void compare(String name, Layer layer) throws IOException {
        float[] painted = new float[WIDTH * HEIGHT];
        layer.addTo(painted, 1);
        int[] levels = new int[painted.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.round(255 * painted[i]);
        }
        compare(name, levels, 1, 0.002);
    }

    @Test
    void noiseIsNearlyNormalAndTheSameForOneSeed() {
        double sum = 0, squares = 0, beyond = 0;
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            double grain = Camera.normal(i * 0x9E3779B97F4A7C15L);
            sum += grain;
            squares += grain * grain;
            beyond += Math.abs(grain) > 1.96 ? 1 : 0;
        }
        assertEquals(0, sum / count, 0.013, "four deviations of the mean");
        assertEquals(1, squares / count, 0.018, "four deviations of the variance");
        assertEquals(0.05, beyond / count, 0.004);
        float[][] once = {new float[6], new float[6], new float[6]}, again = {new float[6], new float[6], new float[6]};
        Camera camera = new Camera(0, 0, 0, 3, 0.5, 0, false);
        for (float[][] planes : List.of(once, again)) {
            Arrays.fill(planes[1], 0.5f);
            camera.take(planes, 3, 2, 7);
        }
        assertTrue(Arrays.deepEquals(once, again));
        assertTrue(once[1][0] != once[1][1]);
    }

    private void seen(Weather weather, String name) throws IOException {
        BufferedImage rainy = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        scenery(weather).see(scene, rainy);
        compare(name + " dry", scene.getRaster().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null), 1, 0.002);
        compare(name + " rainy", rainy.getRaster().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null), 1, 0.002);
    }

    /** With lamps in an order that the trainer's test takes, too. */
    private Scenery scenery(Weather weather) {
        return new Scenery(scene, weather, rain, new Random() {

            private static final long serialVersionUID = 1;
            private int drawn;

            @Override
            public double nextDouble() {
                return drawn++ * 5 % 16 / 16.0;
            }
        });
    }

    private static int[] levels(float[][] planes) {
        int[] levels = new int[3 * WIDTH * HEIGHT];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.round(planes[i % 3][i / 3] * 255);
        }
        return levels;
    }

    /** No level may differ by more than {@code most}, and only so many of them at all. */
    private static void compare(String name, int[] own, int most, double share) throws IOException {
        int[] python = python(name);
        assertEquals(python.length, own.length);
        int different = 0;
        for (int i = 0; i < own.length; i++) {
            assertEquals(python[i], own[i], most, name + ", sample " + i);
            different += own[i] == python[i] ? 0 : 1;
        }
        assertTrue(different <= share * own.length, name + ": " + different + " of " + own.length + " samples differ");
    }

    private static int[] python(String name) throws IOException {
        try (InputStream in = LightTest.class.getResourceAsStream("python-light.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.startsWith(name + "\t"))
                    .flatMapToInt(line -> Arrays.stream(line.split("\t")).skip(1).mapToInt(Integer::parseInt))
                    .toArray();
        }
    }
}
