package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures whose rain is found in a reduced copy, beside the same put together from its parts by plain loops in double. */
class WorkSizeTest {

    private static final int WORK = 64;

    private static Model lite;
    private static Derainer whole;
    private static Derainer reduced;

    @BeforeAll
    static void open() throws IOException {
        lite = Model.embedded(Model.DEFAULT);
        whole = Derainer.builder().model(lite).threads(2).build();
        reduced = Derainer.builder().model(lite).threads(2).workSize(WORK).build();
    }

    @AfterAll
    static void close() {
        whole.close();
        reduced.close();
    }

    /** Odd sizes, hardly larger and several times as large, wide, tall, and as thin as one pixel. */
    @ParameterizedTest
    @CsvSource({"65, 64, 64 63", "70, 129, 35 64", "131, 87, 64 43", "333, 41, 64 8", "1, 150, 1 64", "150, 1, 64 1",
        "2, 500, 1 64", "64, 128, 32 64"})
    void theResultIsThePictureMinusTheEnlargedRainOfItsReducedCopy(int height, int width, String size) {
        for (int type : new int[]{BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY}) {
            BufferedImage picture = streaky(height, width, type);
            int rows = Integer.parseInt(size.split(" ")[0]);
            int columns = Integer.parseInt(size.split(" ")[1]);
            double[] expected = composed(picture, rows, columns);
            requireRounded(expected, picture, reduced.derain(picture));
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "64, 3", "1, 1", "40, 63"})
    void whatIsNotLargerIsRunAsItIs(int height, int width) {
        for (int type : new int[]{BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_GRAY}) {
            BufferedImage picture = streaky(height, width, type);
            assertArrayEquals(samples(whole.derain(picture)), samples(reduced.derain(picture)));
        }
    }

    /** Each kind as the grey kind, three times where it has three channels. */
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_3BYTE_BGR})
    void greyStaysGreyHoweverItIsStored(int type) {
        BufferedImage grey = streaky(101, 140, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage expected = reduced.derain(grey);
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, expected.getType());
        BufferedImage stored = new BufferedImage(140, 101, type);
        for (int i = 0; i < 101 * 140; i++) {
            int level = grey.getRaster().getSample(i % 140, i / 140, 0);
            stored.setRGB(i % 140, i / 140, i << 24 | level * 0x010101);
        }
        BufferedImage result = reduced.derain(stored);
        for (int i = 0; i < 101 * 140; i++) {
            int level = expected.getRaster().getSample(i % 140, i / 140, 0);
            int pixel = result.getRGB(i % 140, i / 140);
            assertEquals(level * 0x010101, pixel & 0xFFFFFF);
            assertEquals(stored.getRGB(i % 140, i / 140) >>> 24, pixel >>> 24);
        }
    }

    @Test
    void theRoundingIsTheOneAskedFor() throws IOException {
        BufferedImage picture = streaky(90, 130, BufferedImage.TYPE_3BYTE_BGR);
        try (Derainer official = Derainer.builder().model(lite).workSize(WORK).rounding(Rounding.OFFICIAL).build()) {
            int[] truncated = samples(official.derain(picture));
            int[] nearest = samples(reduced.derain(picture));
            assertFalse(Arrays.equals(nearest, truncated));
            for (int i = 0; i < nearest.length; i++) {
                assertTrue(nearest[i] - truncated[i] == 0 || nearest[i] - truncated[i] == 1);
            }
        }
    }

    @Test
    void theMemoryIsThatOfTheReducedPicture() {
        Memory memory = reduced.memory(5464, 8192);
        long copies = 2 * 43 * 64 * 3 * Float.BYTES; // the reduced picture, and its rain
        assertEquals(whole.memory(43, 64).bytes() + copies, memory.bytes());
        assertEquals(whole.memory(43, 64).bytes(), reduced.memory(43, 64).bytes());
        assertEquals(5464, memory.height());
        assertEquals(8192, memory.width());
        assertTrue(whole.memory(5464, 8192).bytes() > 10_000_000_000L);
    }

    @Test
    void progressCountsTheStepsAndCancels() {
        BufferedImage picture = streaky(90, 130, BufferedImage.TYPE_3BYTE_BGR);
        List<Integer> steps = new ArrayList<>();
        reduced.derain(picture, (done, total) -> {
            steps.add(done);
            return done <= total;
        });
        for (int i = 0; i < steps.size(); i++) {
            assertEquals(i + 1, steps.get(i));
        }
        assertTrue(steps.size() > 20);
        assertThrows(CancellationException.class, () -> reduced.derain(picture, (done, total) -> done < 3));
        reduced.derain(picture);
    }

    @Test
    void floatsAreNeverReduced() {
        float[] bgr = Fixtures.noise(20, 100);
        assertArrayEquals(whole.derain(bgr, 20, 100), reduced.derain(bgr, 20, 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 1, 0, -5, Integer.MIN_VALUE})
    void aSizeThatShowsNoRainIsRefused(int pixels) {
        assertEquals("a work size of " + pixels + "; give the longer side at least 64 pixels",
                assertThrows(IllegalArgumentException.class, () -> Derainer.builder().workSize(pixels)).getMessage());
    }

    /** What is subtracted is the cubic through the samples: at the picture's own size the samples themselves. */
    @Test
    void rainOfThePicturesOwnSizeIsTakenAsItIs() {
        float[] rain = Fixtures.noise(7, 9);
        float[] values = Fixtures.noise(9, 7);
        RainLayer layer = new RainLayer(rain, new WorkSize(7, 9), 7, 9);
        float[] left = values.clone();
        for (int y = 0; y < 7; y++) {
            layer.subtractFrom(left, y * 27, y);
        }
        for (int i = 0; i < rain.length; i++) {
            assertEquals(values[i] - rain[i], left[i]);
        }
    }

    /** Interleaved B, G, R in [-1, 1], neither clipped nor rounded; grey three times. */
    private static double[] composed(BufferedImage picture, int rows, int columns) {
        int height = picture.getHeight();
        int width = picture.getWidth();
        float[] full = Pixels.network(picture);
        float[] small = new float[rows * columns * 3];
        for (int i = 0; i < small.length; i++) {
            small[i] = (float) mean(full, height, width, i / 3 / columns, i / 3 % columns, i % 3, rows, columns);
        }
        float[] dry = whole.derain(small, rows, columns);
        double[] result = new double[full.length];
        for (int i = 0; i < result.length; i++) {
            double y = (i / 3 / width + 0.5) * rows / height - 0.5;
            double x = (i / 3 % width + 0.5) * columns / width - 0.5;
            double rain = 0;
            for (int v = (int) Math.floor(y) - 1; v <= Math.floor(y) + 2; v++) {
                for (int u = (int) Math.floor(x) - 1; u <= Math.floor(x) + 2; u++) {
                    int at = (Math.clamp(v, 0, rows - 1) * columns + Math.clamp(u, 0, columns - 1)) * 3 + i % 3;
                    rain += cubic(v - y) * cubic(u - x) * ((double) small[at] - dry[at]);
                }
            }
            result[i] = full[i] - rain;
        }
        return result;
    }

    /** Over all pixels, each by the part of it that lies in the area. */
    private static double mean(float[] full, int height, int width, int row, int column, int channel, int rows,
            int columns) {
        double sum = 0;
        double parts = 0;
        for (int y = 0; y < height; y++) {
            double down = overlap(y, (double) row * height / rows, (row + 1.0) * height / rows);
            for (int x = 0; down > 0 && x < width; x++) {
                double part = down * overlap(x, (double) column * width / columns, (column + 1.0) * width / columns);
                sum += part * full[(y * width + x) * 3 + channel];
                parts += part;
            }
        }
        return sum / parts;
    }

    private static double overlap(int pixel, double begin, double end) {
        return Math.max(0, Math.min(pixel + 1, end) - Math.max(pixel, begin));
    }

    /** Keys (1981), a = -1/2. */
    private static double cubic(double offset) {
        double d = Math.abs(offset);
        return d <= 1
                ? 1.5 * Math.pow(d, 3) - 2.5 * d * d + 1
                : d < 2 ? -0.5 * Math.pow(d, 3) + 2.5 * d * d - 4 * d + 2 : 0;
    }

    /** Each level is the nearest one to what it should be: its distance is half a level, but for rounding in float. */
    private static void requireRounded(double[] expected, BufferedImage picture, BufferedImage result) {
        assertEquals(picture.getColorModel(), result.getColorModel());
        int width = picture.getWidth();
        assertEquals(width, result.getWidth());
        assertEquals(picture.getHeight(), result.getHeight());
        boolean grey = picture.getColorModel().getNumColorComponents() == 1;
        int changed = 0;
        for (int pixel = 0; pixel < expected.length / 3; pixel++) {
            int x = pixel % width;
            int y = pixel / width;
            for (int c = 0; c < (grey ? 1 : 3); c++) {
                int band = grey ? 0 : 2 - c;
                double value = grey
                        ? (expected[3 * pixel] + expected[3 * pixel + 1] + expected[3 * pixel + 2]) / 3
                        : expected[3 * pixel + c];
                int level = result.getRaster().getSample(x, y, band);
                assertEquals(Math.clamp((value + 1) * 127.5, 0, 255), level, 0.501);
                changed += level == picture.getRaster().getSample(x, y, band) ? 0 : 1;
            }
            if (picture.getColorModel().hasAlpha()) {
                assertEquals(picture.getRGB(x, y) >>> 24, result.getRGB(x, y) >>> 24);
            }
        }
        boolean line = Math.min(width, picture.getHeight()) <= 2; // in which no model need see a streak
        assertTrue(changed > 0 || line, "nothing was taken out");
    }

    private static BufferedImage streaky(int height, int width, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Random random = new Random(height * 1000L + width);
        int bands = picture.getRaster().getNumBands();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int streak = (x + y / 3) % 9 == 0 ? 90 : 0;
                for (int band = 0; band < bands; band++) {
                    picture.getRaster().setSample(x, y, band, 50 + 30 * band + streak + random.nextInt(20));
                }
            }
        }
        return picture;
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }
}
