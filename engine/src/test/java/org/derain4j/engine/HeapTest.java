package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.derain4j.kernels.Backends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures beside what Java's heap can give, in JVMs of their own with small ones. */
class HeapTest {

    private static final long MB = 1L << 20;

    @Test
    void whatCannotFitIsRefusedBeforeAnythingLargeIsAllocated() throws Exception {
        run("refused", "-Xmx128m");
    }

    @Test
    void whatFitsInPlaceOfTheLastSizeIsComputed() throws Exception {
        run("inTurn", "-Xmx128m");
    }

    /** Its samples and the last size's maps are more than there is; its samples and its own maps are not. */
    @ParameterizedTest
    @ValueSource(strings = {"lighter", "lighterApart", "lighterIndexed", "lighterTiles"})
    void whatTheLastSizeHasLeftGivesWayToSamples(String test) throws Exception {
        run(test, "-Xmx160m");
    }

    /** Whoever comes while that one is in work waits for its end. */
    @Test
    void whatIsInWorkGivesWayWhenItHasEnded() throws Exception {
        run("meanwhile", "-Xmx160m");
    }

    /** 45 MB, and as many for the result; its floats would be four times as many. */
    @Test
    void aCameraPictureOf45MegapixelsIsComputedAtAWorkSize() throws Exception {
        run("reduced", "-Xmx160m");
    }

    /** 90 MB, and as many for the result. */
    @Test
    void samplesOfSixteenBitsCount() throws Exception {
        run("deep", "-Xmx160m");
    }

    @Test
    void garbageDoesNotCount() throws Exception {
        run("garbage", "-Xmx128m");
        run("garbage", "-Xmx128m", "-XX:+DisableExplicitGC");
    }

    @Test
    void whatOthersHoldCounts() throws Exception {
        run("othersHold", "-Xmx128m");
    }

    /** Where no collection can be asked for, what is free shows only when it runs out. */
    @Test
    void memoryThatRunsOutOnTheWayIsSaidAndGivenUp() throws Exception {
        run("runsOut", "-Xmx128m", "-XX:+DisableExplicitGC");
    }

    @Test
    void whatIsHeldIsNotNeededAgain() {
        long most = Runtime.getRuntime().maxMemory();
        assertDoesNotThrow(new Memory(1, 1, most, most, 0)::require);
        assertTrue(assertThrows(PictureException.class, new Memory(1, 1, 2 * most, 2 * most, 0)::require).lacksRoom());
        assertDoesNotThrow(new Memory(1, 1, 0, 0, Long.MAX_VALUE)::require);
        assertThrows(PictureException.class, new Memory(1, 1, 0, 0, 0).plus(2 * most)::require);
    }

    private static void run(String test, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(options));
        words.add("-Djava.awt.headless=true");
        ChildJvm.run(HeapTest.class, words, test).requireSuccess();
    }

    /** What runs in a JVM of its own: a test by its name. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (Derainer derainer = Derainer.builder().model(Fixtures.tinyGenerator()).backend(Backends.PORTABLE)
                .threads(1).build()) {
            BufferedImage small = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
            derainer.derain(small);
            switch (args[0]) {
                case "refused" -> refused(derainer);
                case "inTurn" -> inTurn(derainer);
                case "lighter" -> lighter(derainer, thin(BufferedImage.TYPE_BYTE_GRAY, 44 << 20),
                        (own, picture) -> own.derain(picture, (_, _) -> false));
                case "lighterApart" -> lighter(derainer, thin(BufferedImage.TYPE_BYTE_GRAY, 24 << 20),
                        (own, picture) -> own.separate(picture, 8, (_, _) -> false));
                case "lighterIndexed" -> lighter(derainer, thin(BufferedImage.TYPE_BYTE_INDEXED, 14 << 20),
                        (own, picture) -> own.derain(picture, (_, _) -> false));
                case "lighterTiles" -> lighterTiles(derainer);
                case "meanwhile" -> meanwhile(derainer);
                case "reduced" -> reduced(derainer);
                case "deep" -> deep(derainer);
                case "garbage" -> garbage(derainer);
                case "othersHold" -> othersHold(derainer);
                case "runsOut" -> runsOut(derainer);
                default -> throw new IllegalArgumentException(args[0]);
            }
            derainer.derain(small);
        }
    }

    private static void refused(Derainer derainer) {
        BufferedImage large = new BufferedImage(4000, 3000, BufferedImage.TYPE_BYTE_GRAY);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        String sentence = assertThrows(PictureException.class, () -> derainer.derain(large)).getMessage();
        assertTrue(sentence.matches(
                "4000 x 3000 pixels take \\d\\.\\d GB of memory and Java may use 1\\d\\d MB here; scale it down or .*"),
                sentence);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 10 * MB, allocated + " bytes");
        float[] pixels = new float[3 * 1000 * 1000];
        assertThrows(PictureException.class, () -> derainer.derain(pixels, 1000, 1000));
        assertThrows(PictureException.class, () -> Probe.of(derainer).times(pixels, 1000, 1000));
        assertThrows(PictureException.class, () -> Probe.of(derainer).taps(pixels, 1000, 1000, Set.of("imitation")));
    }

    /** The highest picture, 64 wide, that takes no more than that part of the heap. */
    private static int height(Derainer derainer, double part) {
        int height = 0;
        for (int step = 1 << 15; step >= 4; step /= 2) {
            if (derainer.memory(height + step, 64).bytes() <= part * Runtime.getRuntime().maxMemory()) {
                height += step;
            }
        }
        return height;
    }

    /** All its memory is taken when the first step is done. */
    private static void assertBegins(Derainer derainer, int height) {
        BufferedImage picture = new BufferedImage(64, height, BufferedImage.TYPE_3BYTE_BGR);
        assertThrows(CancellationException.class, () -> derainer.derain(picture, (done, total) -> false));
    }

    private static void inTurn(Derainer derainer) {
        int height = height(derainer, 0.6);
        for (int i = 0; i < 3; i++) {
            assertBegins(derainer, height);
            Memory memory = derainer.memory(height - 4, 64);
            long least = memory.bytes() - memory.bytes() / 10;
            assertTrue(least + memory.heldBytes() > Runtime.getRuntime().maxMemory(), memory.toString());
            assertBegins(derainer, height - 4);
        }
    }

    /** So that a square picture takes nearly half of the heap, and a thin one little. */
    private static int side(Derainer derainer) {
        int side = 0;
        for (int step = 1 << 10; step >= 8; step /= 2) {
            if (derainer.memory(side + step, side + step).bytes() <= 0.47 * Runtime.getRuntime().maxMemory()) {
                side += step;
            }
        }
        return side;
    }

    private static BufferedImage thin(int type, int pixels) {
        return new BufferedImage(pixels >> 11, 1 << 11, type);
    }

    private static void lighter(Derainer derainer, BufferedImage picture, BiConsumer<Derainer, BufferedImage> call)
            throws IOException {
        int side = side(derainer);
        try (Derainer own = Derainer.builder().model(derainer.model()).backend(Backends.PORTABLE).threads(1)
                .workSize(side).build()) {
            for (int i = 0; i < 2; i++) {
                assertHolds(own, side);
                assertThrows(CancellationException.class, () -> call.accept(own, picture));
            }
        }
    }

    private static void assertHolds(Derainer own, int side) {
        BufferedImage square = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        assertThrows(CancellationException.class, () -> own.derain(square, (_, _) -> false));
        assertTrue(own.memory(side, side).heldBytes() > 0.4 * Runtime.getRuntime().maxMemory());
    }

    /** 24 MB, as many for the result, and twice as many for the rows of tiles, which are all of it. */
    private static void lighterTiles(Derainer derainer) throws IOException {
        int side = side(derainer);
        try (Derainer own = Derainer.builder().model(derainer.model()).backend(Backends.PORTABLE).threads(1)
                .tile(side).build()) {
            float[] pixels = new float[24 << 18];
            int width = pixels.length / 12;
            PixelBuffer buffer = PixelBuffer.of(pixels, PixelLayout.interleaved(4, width, ChannelOrder.BGR));
            for (int i = 0; i < 2; i++) {
                assertHolds(own, side);
                assertThrows(CancellationException.class, () -> own.rain(pixels, 4, width, (_, _) -> false));
                List<byte[]> chunks = megabytes(24);
                assertHolds(own, side);
                assertThrows(CancellationException.class, () -> own.derain(buffer, buffer, (_, _) -> false));
                assertEquals(24, chunks.size());
            }
        }
    }

    /** The listener holds the square picture until the thin one waits, which first has tried to take what it needs. */
    private static void meanwhile(Derainer derainer) throws IOException, InterruptedException {
        int side = side(derainer);
        BufferedImage thin = thin(BufferedImage.TYPE_BYTE_GRAY, 44 << 20);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Derainer own = Derainer.builder().model(derainer.model()).backend(Backends.PORTABLE).threads(1)
                .workSize(side).build()) {
            Thread other = new Thread(() -> assertThrows(CancellationException.class,
                    () -> own.derain(thin, (_, _) -> false)));
            other.setUncaughtExceptionHandler((_, e) -> thrown.set(e));
            BufferedImage square = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
            assertThrows(CancellationException.class, () -> own.derain(square, (_, _) -> {
                other.start();
                while (other.isAlive() && other.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                return false;
            }));
            other.join();
            assertNull(thrown.get(), () -> String.valueOf(thrown.get()));
        }
    }

    private static void reduced(Derainer derainer) throws IOException {
        BufferedImage large = new BufferedImage(8192, 5464, BufferedImage.TYPE_BYTE_GRAY);
        assertThrows(PictureException.class, () -> derainer.derain(large));
        try (Derainer own = Derainer.builder().model(derainer.model()).backend(Backends.PORTABLE).threads(1)
                .workSize(150).build()) {
            assertEquals(8192, own.derain(large).getWidth());
        }
    }

    private static void deep(Derainer derainer) throws IOException {
        try (Derainer own = Derainer.builder().model(derainer.model()).backend(Backends.PORTABLE).threads(1)
                .workSize(150).build()) {
            assertEquals(4096, own.derain(new BufferedImage(4096, 5464, BufferedImage.TYPE_USHORT_GRAY)).getWidth());
            BufferedImage large = new BufferedImage(8192, 5464, BufferedImage.TYPE_USHORT_GRAY);
            String sentence = assertThrows(PictureException.class, () -> own.derain(large)).getMessage();
            assertTrue(sentence.matches("8192 x 5464 pixels take \\d+ MB of memory and Java may use \\d+ MB here; .*"),
                    sentence);
        }
    }

    private static void garbage(Derainer derainer) {
        List<byte[]> chunks = megabytes(60);
        assertEquals(60, chunks.size()); // until here they live
        chunks = null;
        assertBegins(derainer, height(derainer, 0.6));
    }

    private static List<byte[]> megabytes(int count) {
        return Stream.generate(() -> new byte[(int) MB]).limit(count).toList();
    }

    private static void othersHold(Derainer derainer) {
        int height = height(derainer, 0.55);
        List<byte[]> chunks = megabytes(75);
        PictureException e = assertThrows(PictureException.class,
                () -> derainer.derain(new BufferedImage(64, height, BufferedImage.TYPE_3BYTE_BGR)));
        assertTrue(
                e.getMessage().matches("64 x \\d+ pixels take 6\\d MB of memory and Java may use [45]\\d MB here; .*"),
                e.getMessage());
        assertEquals(75, chunks.size());
    }

    private static void runsOut(Derainer derainer) {
        float[] input = Fixtures.noise(12, 20);
        float[] expected = derainer.derain(input, 12, 20);
        int height = height(derainer, 0.55);
        List<byte[]> chunks = megabytes(75);
        PictureException e = assertThrows(PictureException.class,
                () -> derainer.derain(new BufferedImage(64, height, BufferedImage.TYPE_3BYTE_BGR)));
        assertTrue(e.getMessage().contains("and Java could not give it out of 1"), e.getMessage());
        assertInstanceOf(OutOfMemoryError.class, e.getCause());
        assertEquals(75, chunks.size());
        assertArrayEquals(expected, derainer.derain(input, 12, 20));
    }
}
