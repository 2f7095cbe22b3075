package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole networks on a device of OpenCL: its memory runs out, two derainers share it, bytes are converted on it, and nothing stays on it. Here, because the
 * command is the first to have engine and OpenCL both; the engine's own tests need no device.
 */
@Tag("slow")
class OpenClDerainerTest {

    private static final String LIMIT = "derain4j.openclMemory";

    /** The tiny network's maps fit 1 MB at this size. */
    private static final int SMALL = 16;
    private static final int LARGE = 160;

    private static Model model;

    @BeforeAll
    static void requireDevice() throws Exception {
        String problem = Backends.devices().problem();
        if (problem != null) {
            System.out.println("OpenClDerainerTest: 6 cases skipped on opencl: " + problem);
        }
        Assumptions.assumeTrue(problem == null, problem);
        model = Model
                .load(Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources/tiny_generator/tiny"));
    }

    @AfterEach
    void nothingIsLeftOnTheDevice() throws Exception {
        System.clearProperty(LIMIT);
        assertEquals(0, liveObjects());
    }

    /** OpenCL objects that are not released yet, in the whole JVM; the count is nobody's business outside its package. */
    private static int liveObjects() throws ReflectiveOperationException {
        Method live = Class.forName("org.derain4j.kernels.opencl.Handles").getDeclaredMethod("live");
        live.setAccessible(true);
        return (int) live.invoke(null);
    }

    private static DerainerBuilder onDevice() {
        return Derainer.builder().model(model).backend(Backends.OPENCL).threads(2);
    }

    private static float[] derained(Derainer derainer, int side) {
        return derainer.derain(noise(side), side, side);
    }

    private static float[] noise(int side) {
        Random random = new Random(side);
        float[] bgr = new float[side * side * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = random.nextFloat(-1, 1);
        }
        return bgr;
    }

    private static void assertClose(float[] expected, float[] actual) {
        assertArrayEquals(expected, actual, 5e-6f);
    }

    @Test
    void whatDoesNotFitTheDeviceIsComputedByTheProcessor() throws Exception {
        float[] small;
        float[] large;
        try (Derainer processor = Derainer.builder().model(model).backend(Backends.VECTOR).threads(2).build()) {
            small = derained(processor, SMALL);
            large = derained(processor, LARGE);
        }
        System.setProperty(LIMIT, "1");
        List<String> log = new ArrayList<>();
        try (Derainer derainer = new Derainer(new PictureWork(
                new Runners(model, Backends.open(Backends.OPENCL, 2, false),
                        () -> Backends.open(Backends.VECTOR, 2, false), log::add, MemoryBudget.NONE),
                Rounding.NEAREST, 1,
                WorkSize.ANY), 2)) {
            assertTrue(derainer.memory(SMALL, SMALL).deviceBytes() < 1 << 20);
            assertTrue(derainer.memory(LARGE, LARGE).deviceBytes() > 1 << 20);
            float[] onDevice = derained(derainer, SMALL);
            assertClose(small, onDevice);
            int live = liveObjects();
            assertEquals(List.of(), log);
            for (int i = 0; i < 2; i++) {
                assertArrayEquals(large, derained(derainer, LARGE)); // the processor's bits
            }
            assertEquals(1, log.size(), log.toString());
            String line = log.getFirst();
            assertTrue(
                    line.matches(
                            "this picture takes \\d+ MB on .*, which has 1 MB; scale .*by the CPU: .*2 threads"),
                    line);
            assertArrayEquals(onDevice, derained(derainer, SMALL));
            assertEquals(live, liveObjects());
        }
    }

    @Test
    void whoMeasuresIsToldInsteadOfServed() throws Exception {
        System.setProperty(LIMIT, "1");
        try (Derainer derainer = onDevice().deviceOnly(true).build()) {
            DeviceException e = assertThrows(DeviceException.class, () -> derained(derainer, LARGE));
            assertEquals(DeviceException.Reason.MEMORY, e.reason());
            derained(derainer, SMALL);
        }
    }

    @Test
    void twoDerainersShareADevice() throws Exception {
        List<float[]> alone = new ArrayList<>();
        try (Derainer derainer = onDevice().build()) {
            alone.add(derained(derainer, 24));
            alone.add(derained(derainer, 40));
        }
        assertEquals(0, liveObjects());
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> both = new ArrayList<>();
            for (int caller = 0; caller < 2; caller++) {
                int first = caller;
                both.add(callers.submit(() -> {
                    try (Derainer derainer = onDevice().build()) {
                        for (int i = 0; i < 6; i++) {
                            int which = (first + i) % 2;
                            assertArrayEquals(alone.get(which), derained(derainer, which == 0 ? 24 : 40));
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> each : both) {
                each.get();
            }
        }
    }

    /** Pictures go up and down as bytes, and are those that went as floats: in pieces, extended, and by both roundings. */
    @ParameterizedTest
    @ValueSource(strings = {"opencl", "opencl:half"})
    void picturesThatGoAsBytesAreTheSame(String name) {
        int[][] sizes = {{1, 1}, {37, 22}, {601, 702}};
        for (Rounding rounding : Rounding.values()) {
            List<BufferedImage> results = new ArrayList<>();
            for (boolean asBytes : new boolean[]{false, true}) {
                AtomicInteger transfers = new AtomicInteger();
                try (Derainer derainer = new Derainer(new PictureWork(
                        new Runners(model, new Watched(Backends.open(name, 2, false), asBytes, transfers)), rounding, 1,
                        WorkSize.ANY), 2)) {
                    for (int[] size : sizes) {
                        results.add(derainer.derain(picture(size[0], size[1])));
                    }
                }
                assertEquals(asBytes ? 2 * sizes.length : 0, transfers.get());
            }
            for (int i = 0; i < sizes.length; i++) {
                assertArrayEquals(bytes(results.get(i)), bytes(results.get(sizes.length + i)), rounding + " " + i);
            }
        }
    }

    private static BufferedImage picture(int height, int width) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        new Random(height).nextBytes(bytes(picture));
        return picture;
    }

    private static byte[] bytes(BufferedImage picture) {
        return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    }

    /** Counts how often bytes are converted on the device, or keeps them from it. */
    private record Watched(Backend inner, boolean asBytes, AtomicInteger transfers) implements Backend {

        @Override
        public String describe() {
            return inner.describe();
        }

        @Override
        public Executable prepare(Program program, Parameters parameters, Path scratch, Cancellation cancellation) {
            Executable running = inner.prepare(program, parameters, scratch, cancellation);
            return new Executable() {

                @Override
                public Program program() {
                    return program;
                }

                @Override
                public void write(int map, int fromRow, int rows, float[] values) {
                    running.write(map, fromRow, rows, values);
                }

                @Override
                public void run(StepListener listener, Cancellation each) {
                    running.run(listener, each);
                }

                @Override
                public void read(int map, int fromRow, int rows, float[] values) {
                    running.read(map, fromRow, rows, values);
                }

                @Override
                public Optional<LevelTransfer> levels() {
                    return asBytes ? running.levels().map(Watched.this::watched) : Optional.empty();
                }

                @Override
                public void close() {
                    running.close();
                }
            };
        }

        private LevelTransfer watched(LevelTransfer levels) {
            return new LevelTransfer() {

                @Override
                public void write(int map, float[] values, Source from, Cancellation cancellation) {
                    transfers.getAndIncrement();
                    levels.write(map, values, from, cancellation);
                }

                @Override
                public boolean read(Crop part, Sink to, Cancellation cancellation) {
                    transfers.getAndIncrement();
                    return levels.read(part, to, cancellation);
                }
            };
        }

        @Override
        public double ceiling(int threads) {
            return inner.ceiling(threads);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Test
    void closedMidwayNothingStays() throws Exception {
        Derainer derainer = onDevice().build();
        assertThrows(IllegalStateException.class, () -> derainer.derain(
                new BufferedImage(9, 7, BufferedImage.TYPE_3BYTE_BGR), (done, total) -> {
                    throw new IllegalStateException("stop at " + done);
                }));
        assertTrue(liveObjects() > 0);
        derainer.close();
        derainer.close();
    }
}
