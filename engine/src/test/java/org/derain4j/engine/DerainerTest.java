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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerainerTest {

    private static Model model;
    private static Derainer derainer;

    @BeforeAll
    static void open() throws IOException {
        model = Fixtures.tinyGenerator();
        derainer = Derainer.builder().model(model).backend("vector").threads(2).build();
    }

    @AfterAll
    static void close() {
        derainer.close();
        derainer.close();
    }

    /** Padding by reflection is part of the promise: the result is that of the padded picture, cropped. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "9, 1", "2, 2", "3, 5", "6, 13", "8, 8"})
    void anySizeIsThePaddedPictureCropped(int height, int width) {
        float[] input = Fixtures.noise(height, width);
        int paddedHeight = (height + 3) / 4 * 4;
        int paddedWidth = (width + 3) / 4 * 4;
        float[] padded = new float[paddedHeight * paddedWidth * 3];
        for (int i = 0; i < padded.length; i++) {
            int y = mirrored(i / 3 / paddedWidth, height);
            int x = mirrored(i / 3 % paddedWidth, width);
            padded[i] = input[(y * width + x) * 3 + i % 3];
        }
        float[] whole = derainer.derain(padded, paddedHeight, paddedWidth);
        float[] result = derainer.derain(input, height, width);
        for (int i = 0; i < result.length; i++) {
            int y = i / 3 / width;
            int x = i / 3 % width;
            assertEquals(whole[(y * paddedWidth + x) * 3 + i % 3], result[i]);
        }
    }

    /** a b c, then b a: written out for the at most three pixels that are added. */
    private static int mirrored(int i, int size) {
        while (i >= size || i < 0) {
            i = size == 1 ? 0 : i >= size ? 2 * (size - 1) - i : -i;
        }
        return i;
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector", "portable", "reference"})
    void theSameBitsForAnyNumberOfThreadsTwiceInARow(String backend) throws IOException {
        float[] input = Fixtures.noise(12, 20);
        List<float[]> results = new ArrayList<>();
        for (int threads : new int[]{1, 2, 3, 4, 16}) {
            try (Derainer some = Fixtures.onThreads(Derainer.builder().model(model).backend(backend), threads)) {
                results.add(some.derain(input, 12, 20));
                results.add(some.derain(input, 12, 20));
            }
        }
        for (float[] result : results) {
            assertArrayEquals(results.getFirst(), result);
        }
    }

    @Test
    void tappingDoesNotChangeTheResult() {
        float[] input = Fixtures.noise(12, 20);
        float[] plain = derainer.derain(input, 12, 20);
        Probe probe = Probe.of(derainer);
        assertArrayEquals(plain,
                probe.taps(input, 12, 20, Set.copyOf(probe.tapNames())).get("imitation").values());
    }

    @Test
    void callsFromManyThreadsAreAllRight() throws Exception {
        float[][] inputs = {Fixtures.noise(5, 9), Fixtures.noise(8, 4), Fixtures.noise(13, 3)};
        int[][] sizes = {{5, 9}, {8, 4}, {13, 3}};
        List<float[]> expected = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            expected.add(derainer.derain(inputs[i], sizes[i][0], sizes[i][1]));
        }
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> results = new ArrayList<>();
            for (int call = 0; call < 24; call++) {
                int i = call % inputs.length;
                results.add(callers.submit(() -> derainer.derain(inputs[i], sizes[i][0], sizes[i][1])));
            }
            for (int call = 0; call < results.size(); call++) {
                assertArrayEquals(expected.get(call % inputs.length), results.get(call).get());
            }
        }
    }

    @Test
    void greyStaysGreyAndAlphaStays() {
        BufferedImage grey = picture(BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage result = derainer.derain(grey);
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, result.getType());
        BufferedImage transparent = picture(BufferedImage.TYPE_4BYTE_ABGR);
        result = derainer.derain(transparent);
        assertEquals(transparent.getWidth(), result.getWidth());
        boolean changed = false;
        for (int y = 0; y < result.getHeight(); y++) {
            for (int x = 0; x < result.getWidth(); x++) {
                assertEquals(transparent.getRGB(x, y) >>> 24, result.getRGB(x, y) >>> 24);
                changed |= transparent.getRGB(x, y) != result.getRGB(x, y);
            }
        }
        assertTrue(changed);
    }

    /** All kinds of picture that hold the same colours give the same colours. */
    @Test
    void everyKindOfPictureGivesTheSameColours() {
        BufferedImage plain = picture(BufferedImage.TYPE_INT_RGB);
        BufferedImage expected = derainer.derain(plain);
        for (int type : new int[]{BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_BGR, BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_INT_ARGB_PRE}) {
            BufferedImage other = new BufferedImage(plain.getWidth(), plain.getHeight(), type);
            for (int y = 0; y < plain.getHeight(); y++) {
                for (int x = 0; x < plain.getWidth(); x++) {
                    other.setRGB(x, y, plain.getRGB(x, y));
                }
            }
            BufferedImage result = derainer.derain(other);
            for (int y = 0; y < plain.getHeight(); y++) {
                for (int x = 0; x < plain.getWidth(); x++) {
                    assertEquals(expected.getRGB(x, y), result.getRGB(x, y), "type " + type);
                }
            }
        }
    }

    @Test
    void progressCountsUpAndCancelling() {
        BufferedImage picture = picture(BufferedImage.TYPE_INT_RGB);
        List<Integer> steps = new ArrayList<>();
        derainer.derain(picture, (done, total) -> {
            steps.add(done);
            return done <= total;
        });
        assertTrue(steps.size() > 50);
        for (int i = 0; i < steps.size(); i++) {
            assertEquals(i + 1, steps.get(i));
        }
        assertThrows(CancellationException.class, () -> derainer.derain(picture, (done, total) -> done < 3));
        derainer.derain(picture);
    }

    /** Also what it does not declare, as a listener in Kotlin or Scala may throw. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // who waits for the other threads lets no interrupt end it
    void whatAListenerThrowsEndsItsCallAndNoMore() throws IOException {
        BufferedImage picture = picture(BufferedImage.TYPE_INT_RGB);
        try (Derainer own = Derainer.builder().model(model).backend("vector").threads(2).build()) {
            for (Throwable enough : List.of(new IllegalStateException(), new AssertionError(), new IOException())) {
                for (int last = 1; last <= 10; last++) {
                    int step = last;
                    assertSame(enough, assertThrows(Throwable.class, () -> own.derain(picture,
                            (done, total) -> done < step || DerainerTest.<RuntimeException>throwUndeclared(enough))));
                    own.derain(picture);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> boolean throwUndeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aClosedDerainerSaysSo() throws IOException {
        Derainer closed = Derainer.builder().model(model).threads(1).build();
        closed.close();
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.derain(new float[3], 1, 1));
    }

    @Test
    void wrongUseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> derainer.derain(new float[5], 1, 1));
        assertThrows(IllegalArgumentException.class,
                () -> Probe.of(derainer).taps(new float[12], 4, 1, Set.of("input")));
        assertThrows(IllegalArgumentException.class,
                () -> Probe.of(derainer).taps(new float[48], 4, 4, Set.of("nosuch")));
        assertThrows(IllegalArgumentException.class, () -> Derainer.builder().threads(0).build());
        assertThrows(IllegalArgumentException.class, () -> Derainer.builder().backend("abacus").build());
    }

    @Test
    void aResultThatIsNoNumberIsNeverReturned() {
        float[] input = Fixtures.noise(4, 4);
        input[7] = Float.NaN;
        assertFalse(assertThrows(PictureException.class, () -> derainer.derain(input, 4, 4)).lacksRoom());
    }

    @Test
    void aListenerThatCallsItsOwnDerainerIsRefused() {
        BufferedImage picture = picture(BufferedImage.TYPE_INT_RGB);
        assertThrows(IllegalStateException.class, () -> derainer.derain(picture, (done, total) -> {
            derainer.derain(new float[48], 4, 4);
            return true;
        }));
        assertThrows(IllegalStateException.class, () -> derainer.derain(picture, (done, total) -> {
            derainer.close();
            return true;
        }));
        derainer.derain(picture);
    }

    @Test
    void whatNoArrayCanHoldIsRefusedBeforeAnythingIsAllocated() {
        assertFalse(assertThrows(PictureException.class, () -> derainer.memory(1, 30_000_000)).lacksRoom());
        assertThrows(PictureException.class, () -> derainer.memory(100_000_000, 100_000_000));
        assertThrows(PictureException.class, () -> derainer.derain(new float[30_000_000 * 3], 1, 30_000_000));
        assertTrue(derainer.memory(20_000, 20_000).bytes() > 400_000_000L);
    }

    @Test
    void noNamesNoMaps() {
        assertTrue(Probe.of(derainer).taps(new float[48], 4, 4, Set.of()).isEmpty());
    }

    /** The maps are there already; what comes beside the result, strips and what rasters take to copy, is less than one copy. Vectors are objects until they are compiled. */
    @ParameterizedTest
    @CsvSource({"400, 600, 5, 3", "401, 602, 5, 3", "401, 602, 10, 1", "400, 600, 1, 4"})
    void noPictureIsCopiedWholeAsFloats(int height, int width, int type, int bytes) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, type);
        try (Derainer own = Derainer.builder().model(model).backend("portable").threads(1).build()) {
            own.derain(picture);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            own.derain(picture);
            long beside = threads.getCurrentThreadAllocatedBytes() - before - (long) bytes * height * width;
            assertTrue(beside < 12L * height * width, beside + " bytes");
        }
    }

    private static BufferedImage picture(int type) {
        BufferedImage picture = new BufferedImage(11, 6, type);
        Random random = new Random(5);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int alpha = type == BufferedImage.TYPE_4BYTE_ABGR ? random.nextInt(256) : 255;
                picture.setRGB(x, y, alpha << 24 | random.nextInt(1 << 24));
            }
        }
        return picture;
    }

    /** Of every door that takes a size, also where a work size, tiles or a budget would make another one of it. */
    @Test
    void sizesBelowOneAreRefusedByTheirNumbers() throws IOException {
        float[] none = new float[0];
        for (DerainerBuilder builder : List.of(Derainer.builder(), Derainer.builder().workSize(64),
                Derainer.builder().tile(64), Derainer.builder().memoryBudget(1 << 26))) {
            try (Derainer derainer = builder.model(Fixtures.tinyGenerator()).threads(1).build()) {
                for (int[] size : new int[][]{{0, 5}, {5, 0}, {0, 0}, {-1, 200}, {200, -3},
                    {Integer.MIN_VALUE, Integer.MAX_VALUE}}) {
                    int height = size[0];
                    int width = size[1];
                    for (Executable call : List.<Executable>of(() -> derainer.memory(height, width),
                            () -> derainer.storage(height, width), () -> derainer.derain(none, height, width),
                            () -> derainer.rain(none, height, width, (_, _) -> true),
                            () -> Probe.of(derainer).times(none, height, width),
                            () -> Probe.of(derainer).taps(none, height, width, Set.of()))) {
                        assertEquals(
                                "a picture of " + height + " rows and " + width + " columns; give at least 1 each",
                                assertThrows(IllegalArgumentException.class, call).getMessage());
                    }
                }
            }
        }
    }
}
