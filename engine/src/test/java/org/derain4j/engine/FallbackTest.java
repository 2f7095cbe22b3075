package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.DeviceException.Reason;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who computes when a device cannot: told with a device that is made up, which counts what is open. */
class FallbackTest {

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
        public Room room(Program program, Parameters parameters) {
            return new Room(0, program.slotBytes(), program.slotBytes() > most ? "too large" : null);
        }

        @Override
        public Executable prepare(Program program, Parameters parameters, Path scratch, Cancellation cancellation) {
            room(program, parameters).require();
            calls.add("device");
            open++;
            return new ForwardingExecutable(real.prepare(program, parameters)) {

                @Override
                public void run(StepListener listener, Cancellation cancellation) {
                    if (nextRun != null) {
                        Reason reason = nextRun;
                        nextRun = null;
                        throw new DeviceException(reason, reason + " while it ran");
                    }
                    super.run(listener, cancellation);
                }

                @Override
                public void close() {
                    open--;
                    super.close();
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
        return new Derainer(new PictureWork(new Runners(model, device, () -> {
            calls.add("fallback");
            return Backends.open(Backends.VECTOR, 1, false);
        }, log::add, MemoryBudget.NONE), Rounding.NEAREST, 1, WorkSize.ANY), 1);
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
                    + "CPU: vector"), log.getFirst());
            assertArrayEquals(small, derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertEquals(List.of("device", "fallback", "device"), calls);
        }
        assertEquals(0, open);
    }

    @Test
    void memoryOfTheProcessIsCountedWhereThePictureIsComputed() {
        try (Derainer derainer = derainer(new MadeUpDevice(200_000))) {
            long weights = model.parameters() * Float.BYTES;
            assertEquals(weights, derainer.memory(8, 8).bytes());
            assertTrue(derainer.memory(8, 8).deviceBytes() > 0);
            assertTrue(derainer.memory(40, 60).bytes() > weights + 200_000);
            assertTrue(derainer.memory(40, 60).deviceBytes() > 200_000);
        }
    }

    @Test
    void onlyTheLastSizeIsHeldWhoeverComputedIt() {
        try (Derainer derainer = derainer(new MadeUpDevice(200_000))) {
            long weights = model.parameters() * Float.BYTES;
            derainer.derain(Fixtures.noise(40, 60), 40, 60);
            assertTrue(derainer.memory(8, 8).heldBytes() > weights + 200_000);
            derainer.derain(Fixtures.noise(8, 8), 8, 8);
            assertEquals(weights, derainer.memory(8, 8).heldBytes());
        }
        assertEquals(0, open);
    }

    @Test
    void memoryThatRunsOutInTheMiddleIsNoLoss() throws IOException {
        MadeUpDevice device = new MadeUpDevice(Long.MAX_VALUE);
        float[] expected = expected(8, 8);
        try (Derainer derainer = derainer(device)) {
            device.nextRun = Reason.MEMORY;
            assertArrayEquals(expected, derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertArrayEquals(expected, derainer.derain(Fixtures.noise(8, 8), 8, 8));
            assertEquals(List.of("device", "fallback", "device"), calls);
            assertEquals(1, log.size());
        }
        assertEquals(0, open);
    }

    @Test
    void whoMeasuresIsToldInsteadOfServed() throws IOException {
        try (Derainer derainer = new Derainer(
                new PictureWork(new Runners(model, new MadeUpDevice(0)), Rounding.NEAREST, 1, WorkSize.ANY), 1)) {
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
                    () -> Probe.of(derainer).times(Fixtures.noise(8, 8), 8, 8),
                    () -> Probe.of(derainer).ceiling(1),
                    () -> Probe.of(derainer).taps(Fixtures.noise(8, 8), 8, 8, Set.of("imitation")))) {
                DeviceException again = assertThrows(DeviceException.class, use::run);
                assertEquals(e.getMessage(), again.getMessage());
                assertEquals(Reason.LOST, again.reason());
            }
        }
    }
}
