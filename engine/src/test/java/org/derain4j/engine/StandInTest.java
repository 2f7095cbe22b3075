package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.DeviceException.Reason;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who computes when a device cannot: told with a device that is made up, which counts what is open. */
class StandInTest {

    private final List<String> calls = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private int open;
    private Model model;

    @BeforeEach
    void load() throws IOException {
        model = Fixtures.tinyGenerator();
    }

    /** A device for maps of up to so many bytes, which a run may lose. */
    private final class MadeUpDevice implements Backend {

        private final Backend real = Backends.open(Backends.VECTOR, 1, false);
        private final long most;
        private Reason nextRun;

        private MadeUpDevice(long most) {
            this.most = most;
            open++;
        }

        @Override
        public String describe() {
            return "made up";
        }

        @Override
        public boolean usesDevice() {
            return true;
        }

        @Override
        public long bytes(Program program, Parameters parameters) {
            return program.slotBytes();
        }

        @Override
        public void requireRoom(Program program, Parameters parameters) {
            if (program.slotBytes() > most) {
                throw new DeviceException(Reason.MEMORY, "too large");
            }
        }

        @Override
        public Executable prepare(Program program, Parameters parameters) {
            requireRoom(program, parameters);
            calls.add("device");
            Executable inner = real.prepare(program, parameters);
            open++;
            return new Executable() {

                @Override
                public void write(int map, float[] values) {
                    inner.write(map, values);
                }

                @Override
                public void run(StepListener listener) {
                    if (nextRun != null) {
                        Reason reason = nextRun;
                        nextRun = null;
                        throw new DeviceException(reason, reason + " while it ran");
                    }
                    inner.run(listener);
                }

                @Override
                public float[] read(int map) {
                    return inner.read(map);
                }

                @Override
                public void close() {
                    open--;
                    inner.close();
                }
            };
        }

        @Override
        public double ceiling(int threads) {
            return real.ceiling(threads);
        }

        @Override
        public void close() {
            calls.add("closed");
            open--;
            real.close();
        }
    }

    private Derainer derainer(Backend device) {
        return new Derainer(model, device, new StandIn(() -> {
            calls.add("stand-in");
            return Backends.open(Backends.VECTOR, 1, false);
        }, log::add), 1, Rounding.NEAREST);
    }

    private float[] expected(int height, int width) throws IOException {
        try (Derainer derainer = Derainer.builder().model(model).backend(Backends.VECTOR).build()) {
            return derainer.derain(Fixtures.noise(height, width), height, width);
        }
    }

    @Test
    void whatDoesNotFitIsComputedAllTheSameAndToldOnce() throws IOException {
        float[] small = expected(8, 8);
        float[] large = expected(40, 60);
        try (Derainer derainer = derainer(new MadeUpDevice(200_000))) {
            assertArrayEquals(small, derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertEquals(List.of("device"), calls);
            for (int i = 0; i < 2; i++) {
                assertArrayEquals(large, derainer.derain(Fixtures.noise(40, 60), 40, 60));
            }
            assertEquals(1, log.size(), log.toString());
            assertTrue(log.getFirst().startsWith("too large; this one, and others like it, are computed by the "
                    + "processor: vector"), log.getFirst());
            assertArrayEquals(small, derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertEquals(List.of("device", "stand-in", "device"), calls);
        }
        assertEquals(0, open);
    }

    @Test
    void memoryOfTheProcessIsCountedWhereThePictureIsComputed() {
        try (Derainer derainer = derainer(new MadeUpDevice(200_000))) {
            long weights = model.parameters() * Float.BYTES;
            assertEquals(weights + 2 * 8 * 8 * 3 * Float.BYTES, derainer.memoryBytes(8, 8));
            assertTrue(derainer.deviceMemoryBytes(8, 8) > 0);
            assertTrue(derainer.memoryBytes(40, 60) > weights + 200_000);
            assertTrue(derainer.deviceMemoryBytes(40, 60) > 200_000);
        }
    }

    @Test
    void memoryThatRunsOutInTheMiddleIsNoLoss() throws IOException {
        MadeUpDevice device = new MadeUpDevice(Long.MAX_VALUE);
        float[] expected = expected(8, 8);
        try (Derainer derainer = derainer(device)) {
            device.nextRun = Reason.MEMORY;
            assertArrayEquals(expected, derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertArrayEquals(expected, derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertEquals(List.of("device", "stand-in", "device"), calls);
            assertEquals(1, log.size());
        }
        assertEquals(0, open);
    }

    @Test
    void whoMeasuresIsToldInsteadOfServed() throws IOException {
        try (Derainer derainer = new Derainer(model, new MadeUpDevice(0), null, 1, Rounding.NEAREST)) {
            assertThrows(DeviceException.class, () -> derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertEquals(List.of(), log);
        }
        assertEquals(0, open);
    }

    /** Everything of the device is freed at once; the derainer can be closed, and everything else says why. */
    @Test
    void aLostDeviceIsLostForGood() {
        MadeUpDevice device = new MadeUpDevice(Long.MAX_VALUE);
        try (Derainer derainer = derainer(device)) {
            device.nextRun = Reason.LOST;
            DeviceException e = assertThrows(DeviceException.class, () -> derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertEquals(0, open);
            for (Runnable use : List.<Runnable>of(() -> derainer.derain(Fixtures.noise(8, 8), 8, 8),
                    () -> derainer.times(Fixtures.noise(8, 8), 8, 8), () -> derainer.ceiling(1),
                    () -> derainer.taps(Fixtures.noise(8, 8), 8, 8, Set.of("imitation")))) {
                DeviceException again = assertThrows(DeviceException.class, use::run);
                assertEquals(e.getMessage(), again.getMessage());
                assertEquals(Reason.LOST, again.reason());
            }
        }
    }
}
