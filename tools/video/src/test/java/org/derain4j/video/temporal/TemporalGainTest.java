package org.derain4j.video.temporal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the comparison gains with the embedded model, on films whose truth is known; prints a table. Usually a small film of one photo;
 * with {@code -Dtemporal.table=true} that of docs/temporal.md.
 */
@Tag("slow")
class TemporalGainTest {

    private static final boolean TABLE = Boolean.getBoolean("temporal.table");
    private static final int WIDTH = TABLE ? 240 : 160;
    private static final int HEIGHT = TABLE ? 160 : 112;
    private static final int FRAMES = TABLE ? 17 : 9;
    private static final List<Integer> COMPARED = TABLE ? List.of(3, 5, 7) : List.of(5);
    private static final List<String> PHOTOS = TABLE ? List.of("window", "lighthouse") : List.of("window");

    /** Mean dB of a frame, and mean change in levels from frame to frame where the truth does not change; NaN where it always does. */
    private record Score(double decibels, double flicker) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, " %.2f / %s |", decibels,
                    Double.isNaN(flicker) ? "-" : String.format(Locale.ROOT, "%.2f", flicker));
        }
    }

    @Test
    void gainsWhereTheSceneIsStillAndLosesNothingWhereItMoves() throws IOException {
        System.out.println("| scene | rainy | network alone |"
                + String.join("", COMPARED.stream().map(n -> " N = " + n + " |").toList()));
        try (Derainer derainer = Derainer.builder().build()) {
            for (String photo : PHOTOS) {
                for (Map.Entry<String, RainyFilm> film : films(RainyFilm.photo(photo)).entrySet()) {
                    measure(derainer, photo + ", " + film.getKey(), film.getValue());
                }
            }
        }
        if (TABLE) {
            printTime();
        }
    }

    private static Map<String, RainyFilm> films(BufferedImage photo) {
        Map<String, RainyFilm> films = new LinkedHashMap<>();
        films.put("still", film(photo, 0, 0, 1, 0));
        films.put("panned by 2, 1", film(photo, 2, 1, 1, 0));
        if (TABLE) {
            films.put("still, a third of the rain", film(photo, 0, 0, 0.3, 0));
            films.put("still, 2.5 times the rain", film(photo, 0, 0, 2.5, 0));
            films.put("still, noise of 2 levels", film(photo, 0, 0, 1, 2));
            films.put("panned by 0.7, 0", film(photo, 0.7, 0, 1, 0));
            films.put("panned by 0.1, 0", film(photo, 0.1, 0, 1, 0));
            films.put("panned by 3, 0", film(photo, 3, 0, 1, 0));
        }
        return films;
    }

    private static RainyFilm film(BufferedImage photo, double dx, double dy, double amount, double noise) {
        return RainyFilm.of(WIDTH, HEIGHT, FRAMES, t -> RainyFilm.part(photo, 20 + dx * t, 20 + dy * t, WIDTH, HEIGHT),
                amount, noise, 1);
    }

    private static void measure(Derainer derainer, String name, RainyFilm film) {
        List<float[]> rain = new ArrayList<>();
        for (float[] frame : film.rainy()) {
            rain.add(derainer.rain(frame, HEIGHT, WIDTH, (_, _) -> true));
        }
        Score rainy = score(film, Collections.nCopies(FRAMES, new float[rain.getFirst().length]));
        Score alone = score(film, rain);
        StringBuilder row = new StringBuilder("| " + name + " |" + rainy + alone);
        for (int compared : COMPARED) {
            Score score = score(film, TemporalRainTest.run(compared, WIDTH, HEIGHT, film.rainy(), rain));
            row.append(score);
            if (name.contains("still")) {
                assertTrue(score.decibels > alone.decibels + 1, name + ": " + score + " after " + alone);
                // What the network has taken of the scene itself flickers, too, once it is given back.
                assertTrue(alone.decibels < rainy.decibels - 1 || score.flicker < 0.7 * alone.flicker,
                        name + ": " + score + " after " + alone);
            } else {
                assertTrue(score.decibels > alone.decibels - 0.05, name + ": " + score + " after " + alone);
            }
        }
        System.out.println(row);
    }

    private static Score score(RainyFilm film, List<float[]> rain) {
        double decibels = 0;
        double change = 0;
        long still = 0;
        for (int t = 0; t < FRAMES; t++) {
            float[] truth = film.truth().get(t);
            double squares = 0;
            for (int i = 0; i < truth.length; i++) {
                double result = result(film, rain, t, i);
                squares += Math.pow((result - truth[i]) * 127.5, 2);
                if (t > 0 && truth[i] == film.truth().get(t - 1)[i]) {
                    change += Math.abs(result - result(film, rain, t - 1, i)) * 127.5;
                    still++;
                }
            }
            decibels += 10 * Math.log10(255 * 255 / (squares / truth.length));
        }
        return new Score(decibels / FRAMES,
                still < (long) film.truth().getFirst().length ? Double.NaN : change / still);
    }

    private static double result(RainyFilm film, List<float[]> rain, int t, int i) {
        return Math.clamp(film.rainy().get(t)[i] - rain.get(t)[i], -1f, 1f);
    }

    private static void printTime() {
        List<float[]> frames = new ArrayList<>();
        Random random = new Random(1);
        for (int t = 0; t < 12; t++) {
            float[] frame = new float[640 * 480 * 3];
            for (int i = 0; i < frame.length; i++) {
                frame[i] = random.nextFloat();
            }
            frames.add(frame);
        }
        for (int compared : COMPARED) {
            double best = Double.MAX_VALUE;
            for (int round = 0; round < 3; round++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                TemporalRainTest.run(compared, 640, 480, frames, frames);
                best = Math.min(best,
                        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6 / frames.size());
            }
            System.out.printf(Locale.ROOT, "640x480, N = %d: %.0f ms of CPU time a frame%n", compared, best);
        }
    }
}
