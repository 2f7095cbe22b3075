package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows on their way through a scratch file that fails, or is given up. */
class SpilledMapsTest {

    private static final Shape SHAPE = new Shape(90, 40, 8);
    private static final int RESIDENT = 11;
    private static final Program PROGRAM = program();

    /** Keeps all in memory until the nth transfer. */
    private static final class FailingAt implements BlockChannel {

        private final byte[] bytes = new byte[2 * SHAPE.height() * ScratchFile.BLOCK];
        private final AtomicInteger transfers = new AtomicInteger();
        private final int good;

        FailingAt(int good) {
            this.good = good;
        }

        private void count() throws IOException {
            if (transfers.incrementAndGet() > good) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int read(ByteBuffer buffer, long position) throws IOException {
            count();
            int length = buffer.remaining();
            buffer.put(bytes, (int) position, length);
            return length;
        }

        @Override
        public int write(ByteBuffer buffer, long position) throws IOException {
            count();
            int length = buffer.remaining();
            buffer.get(bytes, (int) position, length);
            return length;
        }

        @Override
        public void close() {}
    }

    /** Copies one spilled map into another. */
    private static Program program() {
        Step.Bands bands = new Step.Bands(List.of(new Step.Fetch(0, 1), new Step.Spill(1, 2)), List.of(2), 8);
        int held = BandSchedule.of(bands, List.of(SHAPE, SHAPE, SHAPE)).rowsHeld(1);
        return new Program(
                List.of(new FeatureMap("from", SHAPE, 0, RESIDENT, true), new FeatureMap("held", SHAPE, 1, held),
                        new FeatureMap("to", SHAPE, 2, RESIDENT, true)),
                List.of(bands), List.of(0), List.of(2));
    }

    private static float[] values() {
        float[] values = new float[(int) SHAPE.floats()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }

    private static CpuExecutable executable(BlockChannel channel, Workers workers) {
        Workspace maps = new Workspace(PROGRAM);
        RunCheck check = new RunCheck();
        SpilledMaps spilled = new SpilledMaps(PROGRAM, maps, check);
        spilled.open(bytes -> new ScratchFile(Path.of("some folder"), bytes, channel, 3, ScratchFile.BLOCK, check));
        maps.allocate(Cancellation.NONE);
        Step.Bands bands = (Step.Bands) PROGRAM.steps().getFirst();
        List<RowKernel> kernels = List.of(spilled.fetch((Step.Fetch) bands.steps().getFirst()),
                spilled.spill((Step.Spill) bands.steps().getLast()));
        return new CpuExecutable(PROGRAM, maps, spilled, workers, check,
                List.of(Stage.bands(kernels, BandSchedule.of(bands, PROGRAM.shapes()), workers.threads())));
    }

    @Test
    void rowsInMemoryAndOnFileComeBackAsTheyWere() {
        try (Workers workers = new Workers(2);
                CpuExecutable executable = executable(new FailingAt(Integer.MAX_VALUE), workers)) {
            float[] values = values();
            executable.write(0, values);
            executable.run(StepListener.NONE);
            assertArrayEquals(values, executable.read(2));
            float[] some = new float[4 * SHAPE.rowFloats()];
            executable.read(2, RESIDENT - 2, 4, some);
            assertEquals(values[(RESIDENT - 2) * SHAPE.rowFloats()], some[0]);
            assertEquals(values[(RESIDENT + 2) * SHAPE.rowFloats() - 1], some[some.length - 1]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 79, 80, 100, 150, 230})
    void aFaultEndsTheRunWithItsSentence(int good) {
        try (Workers workers = new Workers(2)) {
            CpuExecutable executable = executable(new FailingAt(good), workers);
            ScratchException failure = assertThrows(ScratchException.class, () -> {
                executable.write(0, values());
                executable.run(StepListener.NONE);
                executable.read(2);
            });
            assertTrue(failure.getMessage().contains("No space left on device"), failure.getMessage());
            executable.close();
        }
        assertEquals(0, ScratchThreads.count());
    }

    @Test
    void aListenerThatThrowsEndsTheRunAfterWhatIsUnderWay() {
        try (Workers workers = new Workers(2);
                CpuExecutable executable = executable(new FailingAt(Integer.MAX_VALUE), workers)) {
            executable.write(0, values());
            IllegalStateException cancelled = new IllegalStateException("enough");
            assertEquals(cancelled, assertThrows(IllegalStateException.class, () -> executable.run((done, total) -> {
                throw cancelled;
            })));
            executable.run(StepListener.NONE);
            assertArrayEquals(values(), executable.read(2));
        }
    }
}
