package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of the rain is taken out, and the rain by itself, beside what plain loops make of the network's own floats. */
class StrengthTest {

    private static final Progress NOBODY = (_, _) -> true;

    private static final int HEIGHT = 83; // more than one tile and work size, odd, the last strip short
    private static final int WIDTH = 97;
    private static final int SIDE = 64;

    private static Model lite;
    private static Model tiny;
    private static Map<String, BufferedImage> kinds;

    @BeforeAll
    static void load() throws IOException {
        lite = Model.embedded(Model.DEFAULT);
        tiny = Fixtures.tinyGenerator();
        kinds = kinds();
    }

    @AfterAll
    static void forget() {
        lite = null;
        tiny = null;
        kinds = null;
    }

    private static DerainerBuilder builder() {
        return Derainer.builder().model(lite).threads(2);
    }

    /** At the picture's size, in a reduced copy, in tiles. */
    private static List<DerainerBuilder> ways() {
        return List.of(builder(), builder().workSize(SIDE), builder().tile(SIDE));
    }

    /** Colours, grey, and grey that is stored as colour; 8 bits and 16; with and without alpha. */
    private static Map<String, BufferedImage> kinds() {
        Map<String, BufferedImage> kinds = new LinkedHashMap<>();
        BufferedImage rgb = streaky(BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage grey = streaky(BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage stored = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int band = 0; band < 3; band++) {
            stored.getRaster().setSamples(0, 0, WIDTH, HEIGHT, band, samples(grey));
        }
        kinds.put("rgb", rgb);
        kinds.put("rgba", streaky(BufferedImage.TYPE_4BYTE_ABGR));
        kinds.put("grey", grey);
        kinds.put("grey in three channels", stored);
        kinds.put("rgb of 16 bits", deep(rgb));
        kinds.put("rgba of 16 bits", deep(kinds.get("rgba")));
        kinds.put("grey of 16 bits", deep(grey));
        return kinds;
    }

    private static BufferedImage streaky(int type) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
        Random random = new Random(type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int streak = (x + y / 3) % 9 == 0 ? 90 : 0;
                for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
                    picture.getRaster().setSample(x, y, band, 50 + 30 * band + streak + random.nextInt(20));
                }
            }
        }
        return picture;
    }

    /** With levels between those of 8 bits. */
    private static BufferedImage deep(BufferedImage picture) {
        BufferedImage deep = StandardPixels.of(picture, 16);
        Random random = new Random(7);
        int[] samples = samples(deep);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += random.nextInt(257) - 128;
        }
        deep.getRaster().setPixels(0, 0, WIDTH, HEIGHT, samples);
        return deep;
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }

    @Test
    void noStrengthGivesEverySampleBack() throws IOException {
        for (Rounding rounding : Rounding.values()) {
            for (DerainerBuilder way : ways()) {
                try (Derainer derainer = way.model(tiny).rounding(rounding).strength(0).build()) {
                    kinds.forEach((kind, picture) -> {
                        BufferedImage result = derainer.derain(picture);
                        assertArrayEquals(samples(picture), samples(result), kind);
                        assertEquals(picture.getColorModel(), result.getColorModel(), kind);
                        for (int bits : new int[]{8, 16}) {
                            assertArrayEquals(samples(StandardPixels.of(picture, bits)),
                                    samples(derainer.derain(picture, bits, NOBODY)), kind);
                        }
                    });
                }
            }
        }
    }

    @Test
    void fullStrengthIsTheNetworksPicture() throws IOException {
        for (int way = 0; way < 3; way++) {
            try (Derainer plain = ways().get(way).build(); Derainer full = ways().get(way).strength(1).build()) {
                kinds.forEach((kind, picture) -> {
                    int[] expected = samples(plain.derain(picture));
                    assertFalse(Arrays.equals(samples(picture), expected), kind);
                    assertArrayEquals(expected, samples(full.derain(picture)), kind);
                    assertArrayEquals(expected, samples(
                            full.separate(picture, StandardPixels.bits(picture), NOBODY).picture()), kind);
                });
            }
        }
    }

    /** In float and before the one rounding, also where grey is the mean of three. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 1.5})
    void aStrengthIsThatPartOfTheResultAndTheRestOfThePicture(double strength) throws IOException {
        for (Rounding rounding : Rounding.values()) {
            try (Derainer network = builder().build();
                    Derainer derainer = builder().rounding(rounding).strength(strength).build()) {
                kinds.forEach((kind, picture) -> {
                    float[] rainy = Pixels.network(picture);
                    float[] dry = network.derain(rainy, HEIGHT, WIDTH);
                    BufferedImage expected = mixed(picture, rainy, dry, (float) strength, rounding);
                    assertArrayEquals(samples(expected), samples(derainer.derain(picture)), kind);
                });
            }
        }
    }

    private static BufferedImage mixed(BufferedImage picture, float[] rainy, float[] dry, float strength,
            Rounding rounding) {
        float[] mixed = new float[rainy.length];
        boolean colourless = true;
        for (int i = 0; i < rainy.length; i += 3) {
            colourless &= rainy[i] == rainy[i + 1] && rainy[i] == rainy[i + 2];
        }
        for (int i = 0; i < rainy.length; i++) {
            int first = i / 3 * 3;
            float out = colourless ? (dry[first] + dry[first + 1] + dry[first + 2]) / 3 : dry[i];
            mixed[i] = out * strength + rainy[i] * (1 - strength);
        }
        BufferedImage result = StandardPixels.of(picture);
        boolean deep = StandardPixels.bits(picture) == 16;
        for (int i = 0; i < mixed.length; i++) {
            int level;
            if (deep) {
                double scaled = Math.clamp((mixed[i] + 1.0) * 32767.5, 0, 65535);
                level = (int) (scaled + (rounding == Rounding.NEAREST ? 0.5 : 0));
            } else {
                level = Pixels.level(mixed[i], rounding);
            }
            int band = result.getColorModel().getNumColorComponents() == 1 ? 0 : 2 - i % 3;
            result.getRaster().setSample(i / 3 % WIDTH, i / 3 / WIDTH, band, level);
        }
        return result;
    }

    /** In any order, on one engine: at the picture's size, in a reduced copy, in tiles; closing one closes all. */
    @Test
    void anotherStrengthOfTheSameDerainerGivesTheSameBytes() throws IOException {
        for (int way = 0; way < 3; way++) {
            Derainer first = ways().get(way).rounding(Rounding.OFFICIAL).build();
            Derainer weaker = first.withStrength(0.4);
            try (Derainer built = ways().get(way).rounding(Rounding.OFFICIAL).strength(0.4).build();
                    Derainer full = ways().get(way).rounding(Rounding.OFFICIAL).build()) {
                kinds.forEach((kind, picture) -> {
                    assertArrayEquals(samples(built.derain(picture)), samples(weaker.derain(picture)), kind);
                    assertArrayEquals(samples(full.derain(picture)), samples(first.derain(picture)), kind);
                    assertArrayEquals(samples(full.derain(picture)),
                            samples(weaker.withStrength(1).derain(picture)), kind);
                });
            }
            assertSame(first.model(), weaker.model());
            assertEquals(first.threads(), weaker.threads());
            assertEquals(first.memory(HEIGHT, WIDTH), weaker.memory(HEIGHT, WIDTH));
            weaker.close();
            first.close(); // once more does nothing
            assertThrows(IllegalStateException.class, () -> first.derain(kinds.get("rgb")));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.6, Double.NaN})
    void whatIsNoStrengthIsRefusedOfADerainerToo(double strength) throws IOException {
        try (Derainer derainer = builder().build()) {
            assertThrows(IllegalArgumentException.class, () -> derainer.withStrength(strength));
        }
    }

    /** The rain of a reduced copy, and that of tiles, is weakened and strengthened in the same way, to within a rounding. */
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 1.5})
    void rainOfAReducedCopyAndOfTilesIsScaled(double strength) throws IOException {
        for (int way = 1; way < 3; way++) {
            try (Derainer full = ways().get(way).build();
                    Derainer derainer = ways().get(way).strength(strength).build()) {
                for (String kind : List.of("rgb of 16 bits", "rgba of 16 bits", "grey of 16 bits")) {
                    BufferedImage picture = kinds.get(kind);
                    int[] rainy = samples(picture);
                    int[] dry = samples(full.derain(picture));
                    int[] mixed = samples(derainer.derain(picture));
                    for (int i = 0; i < rainy.length; i++) {
                        if (dry[i] > 0 && dry[i] < 65535) { // else it was beyond
                            double expected = rainy[i] + strength * (dry[i] - rainy[i]);
                            assertEquals(Math.clamp(expected, 0, 65535), mixed[i], 1.3, kind);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.501, Double.NaN, Double.POSITIVE_INFINITY, -1})
    void whatIsNoStrengthIsRefused(double strength) {
        assertEquals("a strength of " + strength + "; give 0 to 1.5",
                assertThrows(IllegalArgumentException.class, () -> Derainer.builder().strength(strength)).getMessage());
    }

    @Test
    void floatsAreTheNetworksOwn() throws IOException {
        float[] bgr = Fixtures.noise(20, 30);
        try (Derainer plain = builder().build(); Derainer weak = builder().strength(0.2).build()) {
            float[] dry = plain.derain(bgr, 20, 30);
            assertArrayEquals(dry, weak.derain(bgr, 20, 30));
            float[] rain = weak.rain(bgr, 20, 30, NOBODY);
            for (int i = 0; i < rain.length; i++) {
                assertEquals(bgr[i] - dry[i], rain[i]);
            }
        }
    }

    /** What is taken from floats is what is taken from the picture, in tiles and from a reduced copy, too. */
    @Test
    void rainOfFloatsIsThatOfThePicture() throws IOException {
        BufferedImage picture = kinds.get("rgb of 16 bits");
        float[] bgr = Pixels.network(picture);
        float[] untouched = bgr.clone();
        for (DerainerBuilder way : ways()) {
            try (Derainer derainer = way.build()) {
                float[] rain = derainer.rain(bgr, HEIGHT, WIDTH, NOBODY);
                assertArrayEquals(untouched, bgr);
                BufferedImage dry = derainer.derain(picture);
                for (int i = 0; i < rain.length; i++) {
                    double expected = Math.clamp((bgr[i] - rain[i] + 1.0) * 32767.5, 0, 65535);
                    assertEquals(expected, dry.getRaster().getSample(i / 3 % WIDTH, i / 3 / WIDTH, 2 - i % 3), 0.51);
                }
            }
        }
    }

    @Test
    void rainOfFloatsTellsItsStepsAndCancels() throws IOException {
        float[] bgr = Fixtures.noise(70, 66);
        for (DerainerBuilder way : ways()) {
            try (Derainer derainer = way.build()) {
                List<Integer> steps = new ArrayList<>();
                derainer.rain(bgr, 70, 66, (done, total) -> steps.add(done));
                assertTrue(steps.size() > 20);
                assertThrows(CancellationException.class, () -> derainer.rain(bgr, 70, 66, (done, _) -> done < 3));
                derainer.rain(bgr, 70, 66, NOBODY);
                assertThrows(IllegalArgumentException.class, () -> derainer.rain(bgr, 66, 71, NOBODY));
            }
        }
    }

    @Test
    void rainOfFloatsThatCannotFitIsRefused() throws IOException {
        try (Derainer derainer = builder().memoryBudget(60 << 20).build()) {
            float[] bgr = new float[3 * 2000 * 2000];
            PictureException refused = assertThrows(PictureException.class,
                    () -> derainer.rain(bgr, 2000, 2000, NOBODY));
            assertTrue(refused.getMessage().contains("the budget is 60 MB"), refused.getMessage());
        }
    }

    /** The result at full strength, in whatever strength it is taken out. */
    @Test
    void theRainIsWhatIsBetweenThePictureAndTheResult() throws IOException {
        for (int way = 0; way < 3; way++) {
            try (Derainer full = ways().get(way).build(); Derainer weak = ways().get(way).strength(0.4).build()) {
                int each = way;
                kinds.forEach((kind, picture) -> {
                    Separation parts = weak.separate(picture, 16, NOBODY);
                    assertArrayEquals(samples(weak.derain(picture, 16, NOBODY)), samples(parts.picture()), kind);
                    requireRain(kind + ", " + each, picture, full.derain(picture, 16, NOBODY), parts.rain());
                });
            }
        }
    }

    private static void requireRain(String kind, BufferedImage picture, BufferedImage dry, BufferedImage rain) {
        BufferedImage rainy = StandardPixels.of(picture, 16);
        int colours = picture.getColorModel().getNumColorComponents();
        assertEquals(colours, rain.getRaster().getNumBands(), kind);
        assertEquals(16, rain.getColorModel().getComponentSize(0), kind);
        int found = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < colours; band++) {
                    int level = rain.getRaster().getSample(x, y, band) - Separation.NO_RAIN;
                    int expected = Math.clamp(rainy.getRaster().getSample(x, y, band) - 2 * level, 0, 65535);
                    assertEquals(expected, dry.getRaster().getSample(x, y, band), 1.51, kind);
                    found += level > 500 ? 1 : 0;
                }
            }
        }
        assertTrue(found > 100, kind + ": brighter where rain was");
    }

    @Test
    void noRainIsMidGreyAndTheMostIsInRange() {
        BufferedImage picture = new BufferedImage(4, 9, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSamples(0, 0, 4, 1, 0, new int[]{255, 0, 128, 7});
        PictureResult result = new PictureResult(new Picture(picture), PictureResult.OWN_DEPTH, Rounding.NEAREST, 1,
                true);
        for (int y = 0; y < 9; y++) {
            float[] row = new float[12];
            Arrays.fill(row, y == 0 ? 0 : -1);
            if (y == 0) {
                Arrays.fill(row, 0, 3, -1);
                Arrays.fill(row, 3, 6, 1);
                Arrays.fill(row, 6, 9, Pixels.value(128));
                Arrays.fill(row, 9, 12, Pixels.value(6));
            }
            result.rows().write(y, row, 0);
        }
        int[] rain = samples(result.rain());
        assertEquals(65535, rain[0]);
        assertEquals(1, rain[1], 1);
        assertEquals(32768, rain[2]);
        assertEquals(32768 + 257 / 2.0, rain[3], 0.5);
        assertEquals(32768, rain[4 * 9 - 1]);
    }

    /** 7 MB, as many for the result, and 14 for the rain; next to nothing for the network, at a work size. */
    @Test
    void theRainCountsAsMemory() throws IOException {
        BufferedImage picture = new BufferedImage(1500, 1500, BufferedImage.TYPE_3BYTE_BGR);
        long enough;
        try (Derainer derainer = builder().workSize(SIDE).build()) {
            enough = derainer.memory(1500, 1500).bytes() + (18 << 20);
        }
        try (Derainer derainer = builder().workSize(SIDE).memoryBudget(enough).build()) {
            derainer.derain(picture);
            PictureException refused = assertThrows(PictureException.class,
                    () -> derainer.separate(picture, 8, NOBODY));
            assertTrue(refused.getMessage().contains("the budget is "), refused.getMessage());
        }
        try (Derainer derainer = builder().workSize(SIDE).memoryBudget(enough + (14 << 20)).build()) {
            derainer.separate(picture, 8, NOBODY);
        }
    }

    @Test
    void separatingCancelsAndRefusesOtherDepths() throws IOException {
        try (Derainer derainer = builder().build()) {
            BufferedImage picture = kinds.get("rgb");
            assertThrows(CancellationException.class, () -> derainer.separate(picture, 8, (done, _) -> done < 3));
            assertThrows(IllegalArgumentException.class, () -> derainer.separate(picture, 12, NOBODY));
            assertEquals(8, derainer.separate(picture, 8, NOBODY).picture().getColorModel().getComponentSize(0));
        }
    }
}
