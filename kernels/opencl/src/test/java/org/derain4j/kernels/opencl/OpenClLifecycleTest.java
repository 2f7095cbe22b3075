package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.DeviceCache;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays after a backend is closed: nothing on the device, and in the cache only what is whole. */
@Tag("slow")
class OpenClLifecycleTest {

    private static final Shape SHAPE = new Shape(6, 7, 5);

    @TempDir
    Path folder;

    @TempDir
    Path tilesFolder;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClLifecycleTest.class, 7);
    }

    @AfterEach
    void nothingIsLeftOnTheDevice() {
        assertEquals(0, Handles.live());
    }

    private static Program program(Shape shape) {
        return new Program(List.of(new FeatureMap("x", shape, 0), new FeatureMap("y", shape, 1)),
                List.of(new Step.Convolution(List.of(0), Window.CONV, "w", Epilogue.NONE, 1)), List.of(0), List.of(1));
    }

    private static Parameters weights() {
        float[] values = new float[9 * 5 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 - 3;
        }
        return new Parameters(Map.of("w", new Parameters.Parameter(List.of(3, 3, 5, 5), values)));
    }

    private static float[] run(Backend backend) {
        try (Executable executable = backend.prepare(program(SHAPE), weights())) {
            float[] x = new float[(int) SHAPE.floats()];
            for (int i = 0; i < x.length; i++) {
                x[i] = i % 11;
            }
            executable.write(0, x);
            executable.run(StepListener.NONE);
            return executable.read(1);
        }
    }

    @Test
    void twoBackendsOnOneDeviceDoNotMeet() {
        try (Backend other = OpenClDevices.open(Numerics.EXACT);
                Executable open = other.prepare(program(SHAPE), weights())) {
            float[] expected;
            try (Backend one = OpenClDevices.open(Numerics.EXACT)) {
                assertTrue(Handles.live() > 0);
                expected = run(one);
                open.run(StepListener.NONE);
            }
            assertArrayEquals(expected, run(other));
            open.run(StepListener.NONE);
        }
    }

    @Test
    void closedMeansClosed() {
        Backend backend = OpenClDevices.open(Numerics.EXACT);
        Executable executable = backend.prepare(program(SHAPE), weights());
        executable.close();
        executable.close();
        backend.close();
        backend.close();
        assertThrows(IllegalStateException.class, () -> executable.run(StepListener.NONE));
        assertThrows(IllegalStateException.class, () -> backend.prepare(program(SHAPE), weights()));
    }

    @Test
    void whatCannotBePreparedLeavesNothing() {
        try (Backend backend = OpenClDevices.open(Numerics.EXACT)) {
            int live = Handles.live();
            Shape huge = new Shape(1 << 20, 1 << 20, 5);
            DeviceException e = assertThrows(DeviceException.class, () -> backend.prepare(program(huge), weights()));
            assertTrue(e.getMessage().contains("scale the picture down"), e.getMessage());
            assertThrows(IllegalArgumentException.class,
                    () -> backend.prepare(program(SHAPE), new Parameters(Map.of())));
            assertEquals(live, Handles.live());
        }
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        DeviceException e = assertThrows(DeviceException.class, () -> Backends.open("opencl:999", 1, false));
        assertTrue(e.getMessage().contains("opencl:999") && e.getMessage().contains("derain devices"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Backends.open("opencl:x", 1, false));
    }

    @Test
    void aDamagedCacheIsRebuilt() throws IOException {
        float[] expected = resultWithCache();
        List<Path> files = files();
        assertFalse(files.isEmpty());
        int number = 0;
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            switch (number++ % 3) {
                case 0 -> bytes[bytes.length - 1] ^= 1;
                case 1 -> bytes = java.util.Arrays.copyOf(bytes, bytes.length / 2);
                default -> bytes = new byte[0];
            }
            Files.write(file, bytes);
        }
        assertArrayEquals(expected, resultWithCache());
        assertEquals(files, files());
        for (Path file : files) {
            assertTrue(Files.size(file) > 32, file.toString());
        }
        assertTrue(new CacheFolder(folder).read("no such key").isEmpty());
    }

    /** Nothing is measured for an empty cache: that takes a GPU a minute, and may find other tiles each time. */
    private float[] resultWithCache() throws IOException {
        Tiles family = Tiles.ofFamily(Discovery.devices().getFirst(), Numerics.EXACT);
        Path tiles = Files.writeString(tilesFolder.resolve("tiles.properties"), family.textWith(Map.of()));
        String before = System.setProperty(DeviceCache.PROPERTY, folder.toString());
        System.setProperty(Tiles.PROPERTY, tiles.toString());
        try (Backend backend = Backends.open(Backends.OPENCL, 1, false)) {
            return run(backend);
        } finally {
            System.clearProperty(Tiles.PROPERTY);
            System.setProperty(DeviceCache.PROPERTY, before == null ? DeviceCache.NONE : before);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** Some drivers give black pictures. */
    @Test
    void aDeviceThatComputesWronglyIsRefusedEveryTime() {
        DeviceHandle device = Discovery.devices().getFirst();
        CacheFolder cache = new CacheFolder(folder);
        try (Session session = new Session(device, cache)) {
            for (int i = 0; i < 2; i++) {
                DeviceException e = assertThrows(DeviceException.class,
                        () -> SelfTest.require(new Black(), session, Numerics.EXACT));
                assertTrue(e.getMessage().contains("computes wrongly"), e.getMessage());
            }
        }
    }

    /** Others round a half down, or see no NaN. */
    @Test
    void aDeviceThatMakesWrongSamplesIsRefusedToo() {
        DeviceHandle device = Discovery.devices().getFirst();
        for (boolean roundsDown : new boolean[]{true, false}) {
            try (Backend backend = OpenClDevices.open(Numerics.EXACT);
                    Session session = new Session(device, new CacheFolder(folder))) {
                DeviceException e = assertThrows(DeviceException.class,
                        () -> SelfTest.require(new WrongSamples(backend, roundsDown), session, Numerics.EXACT));
                assertTrue(e.getMessage().contains("samples of 8 bits"), e.getMessage());
            }
        }
    }

    /** Gives zeros. */
    private record Black() implements Backend {

        @Override
        public String describe() {
            return "black";
        }

        @Override
        public Executable prepare(Program program, Parameters parameters, Path scratch, Cancellation cancellation) {
            return new Executable() {

                @Override
                public Program program() {
                    return program;
                }

                @Override
                public void write(int map, int fromRow, int rows, float[] values) {}

                @Override
                public void run(StepListener listener, Cancellation cancellation) {}

                @Override
                public void read(int map, int fromRow, int rows, float[] values) {}

                @Override
                public void close() {}
            };
        }

        @Override
        public double ceiling(int threads) {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** Converts as a faulty driver might. */
    private record WrongSamples(Backend right, boolean roundsDown) implements Backend {

        @Override
        public String describe() {
            return "wrong";
        }

        @Override
        public Executable prepare(Program program, Parameters parameters, Path scratch, Cancellation cancellation) {
            Executable inner = right.prepare(program, parameters, scratch, cancellation);
            LevelTransfer levels = inner.levels().orElseThrow();
            return new Executable() {

                @Override
                public Program program() {
                    return program;
                }

                @Override
                public void write(int map, int fromRow, int rows, float[] values) {
                    inner.write(map, fromRow, rows, values);
                }

                @Override
                public void run(StepListener listener, Cancellation each) {
                    inner.run(listener, each);
                }

                @Override
                public void read(int map, int fromRow, int rows, float[] values) {
                    inner.read(map, fromRow, rows, values);
                }

                @Override
                public Optional<LevelTransfer> levels() {
                    return Optional.of(new LevelTransfer() {

                        @Override
                        public void write(int map, float[] values, Source from, Cancellation each) {
                            levels.write(map, values, from, each);
                        }

                        @Override
                        public boolean read(Crop part, Sink to, Cancellation each) {
                            Crop wrong = new Crop(part.map(), part.rows(), part.columns(),
                                    !roundsDown && part.nearest());
                            return levels.read(wrong, to, each) || !roundsDown;
                        }
                    });
                }

                @Override
                public void close() {
                    inner.close();
                }
            };
        }

        @Override
        public double ceiling(int threads) {
            return 0;
        }

        @Override
        public void close() {}
    }
}
