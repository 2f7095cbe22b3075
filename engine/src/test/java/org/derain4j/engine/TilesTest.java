package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that the network sees in tiles, beside the same without. */
class TilesTest {

    private static final int SIDE = 64;

    /** Beyond this many pixels from a tile's edge a network of two blocks does not see it. */
    private static final int REACH = 152;

    /** The tiny network takes out little. */
    private static final float RAIN = 100;

    private static Model tiny;
    private static Derainer whole;
    private static Derainer tiled;

    @BeforeAll
    static void open() throws IOException {
        tiny = Fixtures.tinyGenerator();
        whole = Derainer.builder().model(tiny).threads(2).build();
        tiled = tiled(tiny, SIDE, 2);
    }

    @AfterAll
    static void close() {
        whole.close();
        tiled.close();
    }

    private static Derainer tiled(Model model, int side, int threads) throws IOException {
        return Fixtures.onThreads(Derainer.builder().model(model).tile(side), threads);
    }

    /** Just above a tile, sides that are no multiples of 4, one tile's height or width, lines. */
    @ParameterizedTest
    @CsvSource({"65, 65", "68, 64", "64, 72", "67, 130", "131, 66", "200, 203", "1, 3001", "2001, 2", "63, 1000",
        "333, 41"})
    void everyPixelIsThatOfItsTilesByTheirWeights(int height, int width) {
        float[] bgr = Fixtures.noise(height, width);
        float[] result = tiled.derain(bgr, height, width);
        double[] expected = blended(bgr, Padding.of(height, width));
        for (int i = 0; i < result.length; i++) {
            assertEquals(expected[i], result[i], 1e-6);
        }
        assertFalse(Arrays.equals(whole.derain(bgr, height, width), result));
    }

    /** The same in double and all at once, out of a picture that is extended as a whole. */
    private static double[] blended(float[] bgr, Padding padding) {
        TiledSide rows = TiledSide.of(padding.paddedHeight(), SIDE);
        TiledSide columns = TiledSide.of(padding.paddedWidth(), SIDE);
        double[] result = new double[bgr.length];
        for (int j = 0; j < rows.count(); j++) {
            for (int i = 0; i < columns.count(); i++) {
                float[] tile = new float[rows.tile() * columns.tile() * 3];
                for (int k = 0; k < tile.length; k++) {
                    int y = Padding.reflect(rows.origin(j) + k / 3 / columns.tile(), padding.height());
                    int x = Padding.reflect(columns.origin(i) + k / 3 % columns.tile(), padding.width());
                    tile[k] = bgr[(y * padding.width() + x) * 3 + k % 3];
                }
                float[] dry = whole.derain(tile, rows.tile(), columns.tile());
                for (int k = 0; k < tile.length; k++) {
                    int down = k / 3 / columns.tile();
                    int across = k / 3 % columns.tile();
                    int y = rows.origin(j) + down;
                    int x = columns.origin(i) + across;
                    if (y < padding.height() && x < padding.width()) {
                        result[(y * padding.width() + x) * 3 + k % 3] += (double) rows.weights(j)[down]
                                * columns.weights(i)[across] * dry[k];
                    }
                }
            }
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "64, 3", "1, 1", "40, 63", "61, 64"})
    void whatIsNotLargerIsExact(int height, int width) {
        float[] bgr = Fixtures.noise(height, width);
        assertArrayEquals(whole.derain(bgr, height, width), tiled.derain(bgr, height, width));
        assertEquals(whole.memory(height, width).bytes(), tiled.memory(height, width).bytes());
    }

    /** Where attention is the same everywhere, nothing but a tile's edge differs: both phases of the coarsest maps, odd sizes. */
    @ParameterizedTest
    @CsvSource({"704, 704", "700, 701"})
    void withoutAveragesTheResultIsExactAwayFromTheEdgesOfTiles(int height, int width, @TempDir Path folder)
            throws IOException {
        Model constant = withConstantAttention(tiny, folder.resolve("constant.safetensors"));
        int side = 384;
        float[] bgr = Fixtures.noise(height, width);
        try (Derainer exact = Derainer.builder().model(constant).threads(2).build();
                Derainer tiles = tiled(constant, side, 2)) {
            float[] expected = exact.derain(bgr, height, width);
            float[] result = tiles.derain(bgr, height, width);
            boolean[] rows = sure(TiledSide.of(Padding.of(height, width).paddedHeight(), side), height);
            boolean[] columns = sure(TiledSide.of(Padding.of(height, width).paddedWidth(), side), width);
            double far = 0;
            double near = 0;
            int count = 0;
            for (int i = 0; i < result.length; i++) {
                double distance = Math.abs(expected[i] - result[i]);
                if (rows[i / 3 / width] && columns[i / 3 % width]) {
                    far = Math.max(far, distance);
                    count++;
                } else {
                    near = Math.max(near, distance);
                }
            }
            assertTrue(count > result.length / 4, count + " of " + result.length);
            assertEquals(0, far, 4e-6);
            assertTrue(near > 1e-3, near + ": the edges of tiles are not seen at all");
        }
    }

    /** Places where every tile that counts is far from its edges, but for those of the picture. */
    private static boolean[] sure(TiledSide side, int length) {
        boolean[] sure = new boolean[length];
        Arrays.fill(sure, true);
        for (int i = 0; i < side.count(); i++) {
            float[] weights = side.weights(i);
            for (int x = 0; x < side.tile() && side.origin(i) + x < length; x++) {
                boolean inside = (i == 0 || x >= REACH) && (i == side.count() - 1 || side.tile() - x > REACH);
                sure[side.origin(i) + x] &= weights[x] == 0 || inside;
            }
        }
        return sure;
    }

    /** With a scale that does not depend on the means: the filter behind them is zero, the bias is not. */
    private static Model withConstantAttention(Model model, Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        for (Model.Variable variable : model.variables()) {
            float[] values = model.values(variable.name()).clone();
            if (variable.name().contains("/conv2d_3/kernel")) {
                Arrays.fill(values, 0);
            } else if (variable.name().endsWith("rnn7/weight")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] *= RAIN;
                }
            }
            writer.add(variable.name(), DType.F32, variable.shape(), values);
        }
        writer.write(file);
        return Model.load(file);
    }

    @Test
    void theBitsAreTheSameForAnyNumberOfThreads() throws IOException {
        float[] bgr = Fixtures.noise(150, 201);
        float[] expected = tiled.derain(bgr, 150, 201);
        assertArrayEquals(expected, tiled.derain(bgr, 150, 201));
        for (int threads : new int[]{1, 3, 5}) {
            try (Derainer other = tiled(tiny, SIDE, threads)) {
                assertArrayEquals(expected, other.derain(bgr, 150, 201));
            }
        }
    }

    @Test
    void picturesAreTheirFloatsRounded() {
        BufferedImage picture = picture(101, 140, BufferedImage.TYPE_3BYTE_BGR);
        float[] bgr = tiled.derain(Pixels.network(picture), 101, 140);
        BufferedImage result = tiled.derain(picture);
        for (int i = 0; i < bgr.length; i++) {
            assertEquals(Pixels.level(bgr[i], Rounding.NEAREST),
                    result.getRaster().getSample(i / 3 % 140, i / 3 / 140, 2 - i % 3));
        }
    }

    @Test
    void greyStaysGrey() {
        BufferedImage grey = picture(90, 130, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage colours = new BufferedImage(130, 90, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 90 * 130; i++) {
            int level = grey.getRaster().getSample(i % 130, i / 130, 0);
            colours.setRGB(i % 130, i / 130, level * 0x010101);
        }
        BufferedImage expected = tiled.derain(grey);
        BufferedImage result = tiled.derain(colours);
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, expected.getType());
        for (int i = 0; i < 90 * 130; i++) {
            assertEquals(expected.getRaster().getSample(i % 130, i / 130, 0) * 0x010101,
                    result.getRGB(i % 130, i / 130) & 0xFFFFFF);
        }
    }

    /** The copy is tiled; one that is no larger than a tile is seen whole. */
    @Test
    void aReducedCopyIsTiledToo() throws IOException {
        BufferedImage picture = picture(190, 300, BufferedImage.TYPE_3BYTE_BGR);
        for (int work : new int[]{64, 150}) {
            try (Derainer copy = Derainer.builder().model(tiny).threads(2).workSize(work).build();
                    Derainer both = Derainer.builder().model(tiny).threads(2).workSize(work).tile(SIDE).build()) {
                boolean same = Arrays.equals(samples(copy.derain(picture)), samples(both.derain(picture)));
                assertEquals(work == 64, same);
            }
        }
    }

    /** Of a wide picture they take some tenths of a second to make. */
    @Test
    void stripsAreMadeRowByRowUnlessTheCallIsToEnd() {
        Tiles tiles = new Tiles(Padding.of(1000, 10_000), 512);
        CancellationException enough = new CancellationException("enough");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
        assertSame(enough, assertThrows(CancellationException.class, () -> tiles.run((y, bgr, at) -> {
        }, (y, bgr, at) -> {
        }, (from, size, to, listener) -> {
        }, (done, total) -> {
        }, () -> {
            throw enough;
        })));
        long taken = threads.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
        assertTrue(taken < tiles.bytes() / 10, taken + " of " + tiles.bytes());
    }

    @Test
    void theMemoryIsThatOfATileAndTwoStripsOfRows() {
        long one = tiled.memory(64, 64).bytes();
        long row = 3L * Float.BYTES;
        assertEquals(one + 64 * 64 * row + 2 * 64 * 8000 * row, tiled.memory(6000, 8000).bytes());
        assertTrue(whole.memory(6000, 8000).bytes() > 50 * tiled.memory(6000, 8000).bytes());
    }

    /** Evenly over all tiles: every tile has as many steps, and each is told. */
    @Test
    void progressCountsAllTilesAndCancels() {
        BufferedImage picture = picture(100, 140, BufferedImage.TYPE_3BYTE_BGR);
        int tiles = 3 * 3;
        List<Integer> steps = new ArrayList<>();
        List<Integer> totals = new ArrayList<>();
        tiled.derain(picture, (done, total) -> {
            steps.add(done);
            totals.add(total);
            return true;
        });
        for (int i = 0; i < steps.size(); i++) {
            assertEquals(i + 1, steps.get(i));
        }
        assertEquals(List.of(steps.size()), totals.stream().distinct().toList());
        assertEquals(0, steps.size() % tiles);
        int perTile = steps.size() / tiles;
        List<Integer> until = new ArrayList<>();
        assertThrows(CancellationException.class, () -> tiled.derain(picture, (done, total) -> {
            until.add(done);
            return done < 2 * perTile + 1;
        }));
        assertEquals(2 * perTile + 1, until.size());
        tiled.derain(picture);
    }

    @Test
    void whatIsNoNumberIsNoPictureInAnyTile() {
        float[] bgr = Fixtures.noise(100, 140);
        bgr[bgr.length - 1] = Float.NaN;
        assertThrows(PictureException.class, () -> tiled.derain(bgr, 100, 140));
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 66, 60, 0, -64, 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void otherSidesAreRefused(int side) {
        assertEquals("tiles of " + side + " pixels; give their side as a multiple of 4, at least 64",
                assertThrows(IllegalArgumentException.class, () -> Derainer.builder().tile(side)).getMessage());
    }

    private static BufferedImage picture(int height, int width, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Random random = new Random(height * 1000L + width);
        int bands = picture.getRaster().getNumBands();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < bands; band++) {
                    picture.getRaster().setSample(x, y, band, 50 + 30 * band + random.nextInt(120));
                }
            }
        }
        return picture;
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }
}
