package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.derain4j.kernels.Backends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures in less memory than they take: the same bits, and nothing left behind. */
class SpillTest {

    private static final int AMPLE = 1 << 30;

    private Path folder;

    /** Not in the system's temporary folder: that may be in memory. */
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "scratch");
    }

    @AfterEach
    void deleteFolder() throws IOException {
        isEmpty();
        Files.delete(folder);
    }

    private void isEmpty() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private DerainerBuilder builder(String network, String backend) throws IOException {
        return Derainer.builder().model(Model.load(Fixtures.file(network + "/tiny"))).backend(backend);
    }

    private Derainer within(long bytes, String network, String backend, int threads) throws IOException {
        return Fixtures.onThreads(builder(network, backend).memoryBudget(bytes).scratch(folder), threads);
    }

    @ParameterizedTest
    @CsvSource({"tiny_generator, vector, 2", "tiny_model, vector, 3", "tiny_generator, portable, 1",
        "tiny_model, portable, 2", "tiny_generator, reference, 2", "tiny_model, reference, 1"})
    void anyBudgetGivesTheSameBits(String network, String backend, int threads) throws IOException {
        boolean slow = backend.equals(Backends.REFERENCE);
        for (int[] size : new int[][]{{1, 1}, {3, 9}, {37, 50}, {131, 66}, {slow ? 40 : 260, slow ? 30 : 201}}) {
            float[] rain = Fixtures.noise(size[0], size[1]);
            float[] expected;
            long whole;
            try (Derainer derainer = Fixtures.onThreads(builder(network, backend), threads)) {
                expected = derainer.derain(rain, size[0], size[1]);
                whole = derainer.memory(size[0], size[1]).bytes();
            }
            int ran = 0;
            for (double part : new double[]{0.3, 0.5, 0.7, 0.9, 0.97, 1.5}) {
                long bytes = (long) (part * whole) + 24L * size[0] * size[1];
                try (Derainer derainer = within(bytes, network, backend, threads)) {
                    assertArrayEquals(expected, derainer.derain(rain, size[0], size[1]), 0,
                            size[1] + "x" + size[0] + " in " + bytes);
                    ran++;
                } catch (PictureException e) {
                    assertTrue(part < 1 && e.getMessage().contains("budget"), e.getMessage());
                }
            }
            assertTrue(ran > 0, "no budget was enough");
        }
    }

    @Test
    void aPictureInLittleMemoryTakesAFileAndIsTheSame() throws IOException {
        BufferedImage picture = picture(640, 480);
        BufferedImage expected;
        try (Derainer derainer = builder("tiny_model", Backends.AUTO).build()) {
            expected = derainer.derain(picture);
        }
        try (Derainer derainer = within(28 << 20, "tiny_model", Backends.AUTO, 2)) {
            Storage storage = derainer.storage(480, 640);
            assertTrue(storage.scratchBytes() > 0 && storage.memoryBytes() <= 28 << 20, storage.toString());
            assertTrue(storage.readBytes() > storage.scratchBytes(), storage.toString());
            for (int i = 0; i < 2; i++) {
                BufferedImage result = derainer.derain(picture);
                assertArrayEquals(expected.getRaster().getPixels(0, 0, 640, 480, (int[]) null),
                        result.getRaster().getPixels(0, 0, 640, 480, (int[]) null));
            }
        }
    }

    @Test
    void tooLittleIsRefusedWithTheLeastThatWorks() throws IOException {
        BufferedImage picture = picture(640, 480);
        try (Derainer derainer = within(1, "tiny_generator", Backends.AUTO, 1)) {
            String message = assertThrows(PictureException.class, () -> derainer.derain(picture)).getMessage();
            assertTrue(message.matches("640 x 480 pixels take (\\d+) MB of memory at least.*budget is 0 MB.*"),
                    message);
            long least = Long.parseLong(message.replaceAll("\\D*640 x 480 pixels take (\\d+) MB.*", "$1"));
            try (Derainer enough = within(least + 1 << 20, "tiny_generator", Backends.AUTO, 1)) {
                enough.derain(picture);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Derainer.builder().memoryBudget(0));
    }

    @Test
    void whatFitsTakesNoFile() throws IOException {
        try (Derainer derainer = builder("tiny_generator", Backends.AUTO).memoryBudget(AMPLE)
                .scratch(Path.of("no such folder")).build()) {
            derainer.derain(picture(64, 48));
            assertEquals(0, derainer.storage(48, 64).scratchBytes());
        }
    }

    @Test
    void aFolderThatIsNoneIsOneSentence() throws IOException {
        try (Derainer derainer = builder("tiny_generator", Backends.AUTO).memoryBudget(28 << 20)
                .scratch(folder.resolve("none")).build()) {
            PictureException e = assertThrows(PictureException.class, () -> derainer.derain(picture(640, 480)));
            String message = e.getMessage();
            assertTrue(e.lacksRoom(), message);
            assertTrue(message.contains("no folder") && message.contains("--scratch"), message);
        }
    }

    @Test
    void cancelledInTheMiddleItLeavesNothingAndGoesOn() throws IOException {
        BufferedImage picture = picture(640, 480);
        try (Derainer derainer = within(28 << 20, "tiny_generator", Backends.AUTO, 2)) {
            assertThrows(CancellationException.class,
                    () -> derainer.derain(picture, (done, total) -> done < total / 2));
            isEmpty();
            derainer.derain(picture);
        }
    }

    /** A channel is closed by an interrupt of who is in it: nobody is who is interrupted, and the next picture has a file. */
    @Test
    void anInterruptLeavesNothingAndDoesNoHarmToTheNext() throws Exception {
        BufferedImage picture = picture(640, 480);
        try (Derainer derainer = within(28 << 20, "tiny_generator", Backends.AUTO, 2)) {
            int[] expected = derainer.derain(picture).getRaster().getPixels(0, 0, 640, 480, (int[]) null);
            for (int step : new int[]{1, 20, 60}) {
                assertThrows(CancellationException.class, () -> derainer.derain(picture, (done, total) -> {
                    if (done == step) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                }));
                isEmpty();
                assertThrows(CancellationException.class, () -> derainer.derain(picture), "it is still interrupted");
                assertTrue(Thread.interrupted());
                isEmpty();
                assertArrayEquals(expected,
                        derainer.derain(picture).getRaster().getPixels(0, 0, 640, 480, (int[]) null));
            }
        }
    }

    /** The reduced picture as floats, and what comes of it, are part of the budget. */
    @Test
    void aWorkSizeStaysWithinTheBudget() throws IOException {
        try (Derainer derainer = builder("tiny_generator", Backends.AUTO).memoryBudget(40 << 20).scratch(folder)
                .workSize(640).build()) {
            assertTrue(derainer.storage(960, 1280).scratchBytes() > 0);
            long samples = 2L * 960 * 1280 * 3;
            long taken = derainer.memory(960, 1280).plus(samples).bytes();
            assertTrue(taken <= 40 << 20, taken + " bytes");
            derainer.derain(picture(1280, 960));
        }
    }

    @Test
    void twoAtOnceHaveFilesOfTheirOwn() throws Exception {
        BufferedImage picture = picture(640, 480);
        try (Derainer one = within(28 << 20, "tiny_generator", Backends.AUTO, 1);
                Derainer other = within(29 << 20, "tiny_generator", Backends.AUTO, 2);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<BufferedImage> first = threads.submit(() -> one.derain(picture));
            Future<BufferedImage> second = threads.submit(() -> other.derain(picture));
            assertArrayEquals(first.get().getRaster().getPixels(0, 0, 640, 480, (int[]) null),
                    second.get().getRaster().getPixels(0, 0, 640, 480, (int[]) null));
        }
    }

    private static BufferedImage picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, (x * 7 + y * y * 3) * 65_793 ^ x * y);
            }
        }
        return picture;
    }
}
