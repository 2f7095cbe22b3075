package org.derain4j.rain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

/**
 * Whether the rain is that of the Python trainer, by the figures of many pictures of each, and of many drops and weathers.
 * {@code python.tsv} and {@code python-drops.tsv} have the trainer's; how they were made stands in them, and a test of the
 * trainer's holds them against what the trainer makes.
 *
 * <p>A figure's means on both sides may differ by {@value #DEVIATIONS} standard deviations of their difference, which is
 * estimated from the spread over the pictures (Welch): by chance alone, one figure in 16,000 differs by more, so with one in 30
 * sets of seeds some figure of all these. Families are compared twice: with all ranges narrowed to their middles, where the spread is small and a
 * wrong formula is seen, and over their ranges, where a wrong draw is seen. Kinds compare strengths, winds and light.
 */
class StatisticsTest {

    private static final double DEVIATIONS = 4;
    private static final int SIDE = 192;
    private static final int FALL = 15;
    private static final int DROPS = 10_000;
    private static final double WIND = 12;
    private static final List<String> CHANCES = List.of("chance", "even", "doubled");
    private static final List<String> NEAR = List.of("near", "discs", "flat");
    private static final String[] WEATHER = {"layers", "strength", "near", "wind", "sky", "dark", "lamps", "patchy",
        "haze_top",
        "haze_bottom", "blue"};
    private static final String[] DROP = {"length", "width", "level", "taper", "beads", "wave", "phase", "tilt", "gap",
        "gap_at"};
    private static final long SEED = 1;
    /** The table has five digits. */
    private static final double DIGITS = 1e-4;

    @Test
    void bothMeasureAlike() throws IOException {
        double[] python = table().get("pattern pattern").getFirst();
        double[] own = Figures.of(IntStream.range(0, SIDE * SIDE).map(i -> pattern(i % SIDE, i / SIDE)).toArray(),
                SIDE);
        for (int i = 0; i < python.length; i++) {
            assertEquals(python[i], own[i], 0.001 * Math.abs(python[i]), "figure " + i);
        }
    }

    @Test
    void familiesAtTheMiddleOfTheirRangesHaveTheFiguresOfPython() throws IOException {
        Map<String, Object> middles = new LinkedHashMap<>();
        object(file(), "families").forEach((name, family) -> middles.put(name, middle(family)));
        compare("middle", families(middles));
    }

    @Test
    void familiesHaveTheFiguresOfPython() throws IOException {
        compare("family", families(object(file(), "families")));
    }

    @Test
    void kindsHaveTheFiguresOfPython() throws IOException {
        BufferedImage scene = scene();
        Map<String, Pictures> kinds = new LinkedHashMap<>();
        for (String kind : RainMaker.kinds()) {
            if (!kind.equals("dry")) {
                RainMaker maker = new RainMaker(kind, SEED);
                kinds.put(kind, number -> Figures.of(seen(maker.make(scene, "picture " + number)), SIDE));
            }
        }
        compare("kind", kinds);
    }

    @Test
    void dropsAreWherePythonsAre() throws IOException {
        Map<String, Pictures> places = new LinkedHashMap<>();
        streaks().forEach((name, family) -> places.put(name,
                number -> places(
                        new StreakPainter(family, Draws.of(SEED, "picture " + number, name), Field.of(400, 400)))));
        compare("places", places);
    }

    /** By the mean of each value and of its square, which may differ by as many deviations as pictures' figures. */
    @Test
    void dropsDirectionsAndWeathersAreLikePythons() throws IOException {
        Map<String, double[]> table = new LinkedHashMap<>(), own = new LinkedHashMap<>();
        lines("python-drops.tsv").forEach(line -> table.put(line[0] + " " + line[1],
                Arrays.stream(line).skip(2).mapToDouble(Double::parseDouble).toArray()));
        streaks().forEach((name, family) -> {
            Random random = Draws.of(SEED, "drops", name);
            Drops drops = new Drops(family, family.length().draw(random), family.width().draw(random), random);
            own.putAll(moments(name, DROP, () -> {
                Drops.Drop d = drops.next(random);
                return new double[]{d.length(), d.width(), d.level(), d.taper(), d.beads(), d.wave(), d.phase(),
                    d.tilt(), d.gap(),
                    d.gapAt()};
            }));
        });
        Random directions = Draws.of(SEED, "directions", "far");
        Family far = Ranges.OWN.families().get("far");
        own.putAll(moments("far", new String[]{"calm", "wind"},
                () -> new double[]{Rain.angle(far, directions, Double.NaN), Rain.angle(far, directions, WIND)}));
        Ranges.OWN.kinds().forEach((name, kind) -> {
            Random random = Draws.of(SEED, "weathers", name);
            if (!kind.layers().isEmpty()) {
                own.putAll(moments(name, WEATHER, () -> {
                    Weather w = Weather.of(kind, Ranges.OWN, random);
                    return new double[]{w.layers().size(),
                        w.layers().stream().mapToDouble(Weather.Fall::strength).sum(),
                        w.layers().stream().filter(fall -> NEAR.contains(fall.family())).count(),
                        Double.isNaN(w.wind()) ? 0 : w.wind(), w.sky(), w.dark(), w.lamps(), w.patchy(), w.hazeTop(),
                        w.hazeBottom(), w.tint()[2]};
                }));
            }
        });
        assertEquals(table.keySet(), own.keySet());
        List<String> differences = new ArrayList<>();
        table.forEach((name, python) -> {
            for (int i = 0; i < 2; i++) {
                double theirs = python[2 * i], ours = own.get(name)[i];
                double allowed = DEVIATIONS * python[2 * i + 1] * Math.sqrt(2.0 / DROPS) + DIGITS * Math.abs(theirs);
                if (Math.abs(ours - theirs) > allowed) {
                    differences.add("%s, power %d: %.5g, Python %.5g, allowed %.2g".formatted(name, i + 1, ours, theirs,
                            allowed));
                }
            }
        });
        assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    }

    /** Means of values and of their squares, by name. */
    private static Map<String, double[]> moments(String of, String[] names, Supplier<double[]> values) {
        Map<String, double[]> moments = new LinkedHashMap<>();
        for (String name : names) {
            moments.put(of + " " + name, new double[2]);
        }
        for (int i = 0; i < DROPS; i++) {
            double[] one = values.get();
            for (int k = 0; k < names.length; k++) {
                double[] sums = moments.get(of + " " + names[k]);
                sums[0] += one[k] / DROPS;
                sums[1] += one[k] * one[k] / DROPS;
            }
        }
        return moments;
    }

    /** Figures of a picture by its number. */
    private interface Pictures {

        double[] figures(int number);
    }

    /** Families of streaks at their middles. */
    private static Map<String, Family.Streaks> streaks() throws IOException {
        Map<String, Family.Streaks> streaks = new LinkedHashMap<>();
        object(file(), "families").forEach((name, range) -> {
            if (Family.read(new Section(name, middle(range))) instanceof Family.Streaks family) {
                streaks.put(name, family);
            }
        });
        return streaks;
    }

    /** How many drops there are, how many others lie about each, and how unevenly they are spread over sixteen parts. */
    private static double[] places(StreakPainter painter) {
        double near = 0;
        int count = painter.x.length;
        int[] parts = new int[16];
        for (int i = 0; i < count; i++) {
            double x = painter.x[i], y = painter.y[i];
            for (int j = 0; j < i; j++) {
                if (Math.abs(x - painter.x[j]) < StreakPainter.ASIDE * painter.scale
                        && Math.abs(y - painter.y[j]) < 0.6 * painter.length) {
                    near += 2;
                }
            }
            if (x >= 0 && y >= 0 && x < painter.fieldWidth && y < painter.fieldHeight) {
                parts[(int) (x / painter.fieldWidth * 4) * 4 + (int) (y / painter.fieldHeight * 4)]++;
            }
        }
        double mean = Arrays.stream(parts).average().orElseThrow();
        double variance = Arrays.stream(parts).mapToDouble(n -> (n - mean) * (n - mean)).average().orElseThrow();
        return new double[]{count, near / Math.max(1, count), Math.sqrt(variance) / Math.max(0.1, mean)};
    }

    private static Map<String, Pictures> families(Map<String, Object> ranges) {
        Map<String, Pictures> pictures = new LinkedHashMap<>();
        ranges.forEach((name, range) -> {
            Family family = Family.read(new Section(name, range));
            pictures.put(name, number -> {
                float[] rain = new float[SIDE * SIDE];
                Rain.layer(family, Draws.of(SEED, "picture " + number, name), Field.of(SIDE, SIDE), FALL).addTo(rain,
                        1);
                return Figures.of(IntStream.range(0, rain.length).map(i -> Math.round(255 * rain[i])).toArray(), SIDE);
            });
        });
        return pictures;
    }

    private static void compare(String sort, Map<String, Pictures> own) throws IOException {
        Map<String, List<double[]>> table = table();
        List<String> names = table.keySet().stream().filter(key -> key.startsWith(sort + " "))
                .map(key -> key.substring(sort.length() + 1)).toList();
        assertEquals(List.copyOf(own.keySet()), names, "the table is of other ranges");
        List<String> differences = Collections.synchronizedList(new ArrayList<>());
        own.entrySet().parallelStream().forEach(entry -> {
            List<double[]> python = table.get(sort + " " + entry.getKey());
            List<double[]> java = IntStream.range(0, python.size())
                    .mapToObj(entry.getValue()::figures).toList();
            for (int i = 0; i < python.getFirst().length; i++) {
                double theirs = mean(python, i), ours = mean(java, i);
                double allowed = DEVIATIONS
                        * Math.sqrt(variance(python, i) / python.size() + variance(java, i) / java.size())
                        + DIGITS * Math.abs(theirs);
                if (Math.abs(ours - theirs) > allowed) {
                    differences.add(
                            "%s, figure %d: %.4g, Python %.4g, allowed %.2g".formatted(entry.getKey(), i, ours, theirs,
                                    allowed));
                }
            }
        });
        assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    }

    private static double mean(List<double[]> all, int figure) {
        return all.stream().mapToDouble(one -> one[figure]).average().orElseThrow();
    }

    private static double variance(List<double[]> all, int figure) {
        double mean = mean(all, figure);
        return all.stream().mapToDouble(one -> (one[figure] - mean) * (one[figure] - mean)).sum() / (all.size() - 1);
    }

    private static int[] seen(RainyScene scene) {
        Raster rainy = scene.rainy().getRaster(), dry = scene.dry().getRaster();
        int[] most = new int[SIDE * SIDE];
        for (int i = 0; i < most.length; i++) {
            for (int c = 0; c < 3; c++) {
                most[i] = Math.max(most[i],
                        rainy.getSample(i % SIDE, i / SIDE, c) - dry.getSample(i % SIDE, i / SIDE, c));
            }
        }
        return most;
    }

    /** The scene of plain ramps that the table's kinds rain on. */
    private static BufferedImage scene() {
        BufferedImage scene = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double u = x / (SIDE - 1.0), v = y / (SIDE - 1.0);
                scene.getRaster().setPixel(x, y, new double[]{Math.rint(40 + 120 * u), Math.rint(60 + 100 * v),
                    Math.rint(150 - 50 * u)});
            }
        }
        return scene;
    }

    private static int pattern(int x, int y) {
        double stripe = Math.max(0, Math.sin(0.35 * (x * Math.cos(0.2) - y * Math.sin(0.2))));
        return (int) Math.rint(255 * stripe * stripe * stripe * stripe * (0.5 + 0.5 * Math.sin(y / 9.0)));
    }

    /** An entry narrowed to its middle, a choice to its likeliest, a chance to never, as the trainer's {@code figures.py} has it. */
    private static Object middle(Object entry) {
        if (entry instanceof List<?> ends) {
            return (number(ends.get(0)) + number(ends.get(1))) / 2;
        }
        if (!(entry instanceof Map<?, ?> map)) {
            return entry;
        }
        if (map.get("log") instanceof List<?> ends) {
            return Math.sqrt(number(ends.get(0)) * number(ends.get(1)));
        }
        if (map.get("normal") instanceof List<?> normal) {
            return number(normal.get(0));
        }
        if (map.get("share") instanceof Map<?, ?> shares) {
            Object likeliest = null;
            for (Object name : shares.keySet()) {
                likeliest = likeliest == null || number(shares.get(name)) > number(shares.get(likeliest))
                        ? name
                        : likeliest;
            }
            return Integer.parseInt(String.valueOf(likeliest));
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        map.forEach((name, part) -> parts.put(String.valueOf(name), CHANCES.contains(name) ? 0 : middle(part)));
        return parts;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> in, String name) {
        return (Map<String, Object>) in.get(name);
    }

    private static Map<String, Object> file() throws IOException {
        try (InputStream in = Ranges.class.getResourceAsStream("rain.json")) {
            return JSON.std.mapFrom(in);
        }
    }

    /** The figures of each picture, by sort and name. */
    private static Map<String, List<double[]>> table() throws IOException {
        Map<String, List<double[]>> table = new LinkedHashMap<>();
        lines("python.tsv").skip(1)
                .forEach(line -> table.computeIfAbsent(line[0] + " " + line[1], _ -> new ArrayList<>())
                        .add(Arrays.stream(line).skip(3).mapToDouble(Double::parseDouble).toArray()));
        return table;
    }

    private static Stream<String[]> lines(String name) throws IOException {
        try (InputStream in = StatisticsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"));
        }
    }
}
