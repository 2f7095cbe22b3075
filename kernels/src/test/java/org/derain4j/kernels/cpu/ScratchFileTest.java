package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DiskSpeed;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {

    private static final int BUFFER = 2 * ScratchFile.BLOCK;

    /** Not in the system's temporary folder: that may be in memory. */
    @TempDir(factory = DiskFolder.class)
    private Path folder;

    private final Random random = new Random(26);

    @Test
    void aRowTakesWholeBlocks() {
        assertEquals(4096, ScratchFile.stride(1));
        assertEquals(4096, ScratchFile.stride(1024));
        assertEquals(8192, ScratchFile.stride(1025));
        assertEquals(1L << 30, ScratchFile.stride(Shape.MAX_ROW_FLOATS));
        assertEquals((long) ScratchFile.THREADS * ScratchFile.BUFFER, ScratchFile.bufferBytes());
    }

    @Test
    void rowsComeBackAsTheyWere() {
        for (boolean direct : new boolean[]{true, false}) {
            for (int rowFloats : new int[]{1, 3, 1000, 1024, 1025, 2048, 2049, 5000, 12345}) {
                for (int threads : new int[]{1, 3}) {
                    Shape shape = new Shape(7, rowFloats, 1);
                    Workspace from = workspace(shape, 3 * rowFloats); // three arrays
                    Workspace to = workspace(shape, 2 * rowFloats); // four
                    float[] values = bits(shape);
                    fill(from, values);
                    long position = ScratchFile.BLOCK;
                    long stride = ScratchFile.stride(rowFloats);
                    try (ScratchFile file = file(position + 7 * stride, direct, threads)) {
                        CompletableFuture.allOf(file.write(position, from.map(0), 0, 4),
                                file.write(position + 4 * stride, from.map(0), 4, 7)).join();
                        List<CompletableFuture<Void>> reads = new ArrayList<>();
                        for (int y = 6; y >= 0; y--) {
                            reads.add(file.read(position + y * stride, to.map(0), y, y + 1));
                        }
                        reads.forEach(CompletableFuture::join);
                        assertSame(values, copy(to));
                        file.read(position, to.map(0), 0, 7).join();
                        assertSame(values, copy(to));
                    }
                    from.requireIntact();
                    to.requireIntact();
                }
            }
        }
    }

    /** Whenever they come: who asked sees it by the status, and the file is as good as any. */
    @Test
    void interruptsDoNoHarmWhileItIsMade() {
        Thread caller = Thread.currentThread();
        AtomicBoolean enough = new AtomicBoolean();
        Thread other = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                caller.interrupt();
            }
        });
        try {
            while (!caller.isInterrupted()) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 20; i++) {
                MapView map = workspace(new Shape(7, 1000, 1), 7000).map(0);
                try (ScratchFile file = ScratchFile.create(folder, 1 << 20, Cancellation.NONE)) {
                    file.write(0, map, 0, 7).join();
                    assertTrue(caller.isInterrupted());
                }
            }
        } finally {
            enough.set(true);
            while (other.isAlive()) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
        }
        assertEquals(0, ScratchThreads.count());
    }

    @Test
    void ringsOfFewerRows() {
        Shape shape = new Shape(23, 700, 3);
        Workspace whole = workspace(shape, (int) shape.floats());
        float[][] arrays = new float[3][2 * shape.rowFloats() + 2 * Workspace.GUARD];
        MapView ring = new MapView(shape, 5, arrays, 2); // a request goes around, and over three arrays
        float[] values = bits(shape);
        fill(whole, values);
        long stride = ScratchFile.stride(shape.rowFloats());
        try (ScratchFile file = file(2 * 23 * stride, true, 2)) {
            file.write(0, whole.map(0), 0, 23).join();
            for (int y = 0; y < 23; y += 4) {
                int to = Math.min(23, y + 4);
                file.read(y * stride, ring, y, to).join();
                file.write((23 + y) * stride, ring, y, to).join();
            }
            fill(whole, new float[values.length]);
            file.read(23 * stride, whole.map(0), 0, 23).join();
        }
        assertSame(values, copy(whole));
        for (float[] array : arrays) {
            for (int i = 0; i < Workspace.GUARD; i++) {
                assertEquals(0, array[i]);
                assertEquals(0, array[array.length - 1 - i]);
            }
        }
    }

    @Test
    void noRowsAreDoneAtOnce() {
        try (ScratchFile file = file(1, true, 1)) {
            assertTrue(file.read(0, workspace(new Shape(2, 2, 2), 100).map(0), 1, 1).isDone());
        }
    }

    @Test
    void whatIsOutsideIsRefused() {
        MapView map = workspace(new Shape(2, 1024, 1), 5000).map(0);
        try (ScratchFile file = file(2 * ScratchFile.BLOCK, true, 1)) {
            for (long position : new long[]{-4096, 1, 4095, 4096, 1 << 20, Long.MAX_VALUE & -4096}) {
                assertThrows(IllegalArgumentException.class, () -> file.write(position, map, 0, 2));
                assertThrows(IllegalArgumentException.class, () -> file.read(position, map, 0, 2));
            }
            for (int[] rows : new int[][]{{-1, 1}, {1, 3}, {2, 1}}) {
                assertThrows(IllegalArgumentException.class, () -> file.read(0, map, rows[0], rows[1]));
            }
        }
    }

    @Test
    void twoFilesAtOnceDoNotMeet() {
        Shape shape = new Shape(9, 4321, 1);
        Workspace one = workspace(shape, (int) shape.floats());
        Workspace other = workspace(shape, (int) shape.floats());
        float[] values = bits(shape);
        float[] others = bits(shape);
        fill(one, values);
        fill(other, others);
        long bytes = 9 * ScratchFile.stride(shape.rowFloats());
        try (ScratchFile first = ScratchFile.create(folder, bytes, Cancellation.NONE);
                ScratchFile second = ScratchFile.create(folder, bytes, Cancellation.NONE)) {
            CompletableFuture.allOf(first.write(0, one.map(0), 0, 9), second.write(0, other.map(0), 0, 9)).join();
            CompletableFuture.allOf(first.read(0, other.map(0), 0, 9), second.read(0, one.map(0), 0, 9)).join();
        }
        assertSame(values, copy(other));
        assertSame(others, copy(one));
    }

    @Test
    void anInterruptOfWhoWaitsDoesNoHarm() throws InterruptedException {
        Shape shape = new Shape(64, 20_000, 1);
        Workspace maps = workspace(shape, (int) shape.floats());
        float[] values = bits(shape);
        fill(maps, values);
        try (ScratchFile file = file(64 * ScratchFile.stride(shape.rowFloats()), true, 2)) {
            Thread waiting = new Thread(() -> {
                for (int i = 0; i < 20; i++) {
                    Thread.currentThread().interrupt();
                    file.write(0, maps.map(0), 0, 64).join();
                    file.read(0, maps.map(0), 0, 64).join();
                }
            });
            waiting.start();
            while (waiting.isAlive()) {
                waiting.interrupt();
                waiting.join(1);
            }
            fill(maps, new float[values.length]);
            file.read(0, maps.map(0), 0, 64).join();
            Thread.currentThread().interrupt();
        }
        assertTrue(Thread.interrupted(), "kept by close");
        assertSame(values, copy(maps));
    }

    @Test
    void closedTwiceAndUsedAfterwards() {
        MapView map = workspace(new Shape(2, 2, 2), 100).map(0);
        ScratchFile file = file(8192, true, 2);
        file.close();
        file.close();
        CompletionException failure = assertThrows(CompletionException.class, () -> file.write(0, map, 0, 2).join());
        assertTrue(failure.getCause() instanceof ScratchException, failure.toString());
        assertTrue(failure.getCause().getMessage().contains("closed"), failure.toString());
        assertEquals(0, ScratchThreads.count());
    }

    @Test
    void theFileHasNoNameOrLosesIt() throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        try (ScratchFile file = ScratchFile.create(folder, 1 << 20, Cancellation.NONE)) {
            assertEquals(windows ? 1 : 0, names(), "while " + file + " is open");
        }
        assertEquals(0, names());
    }

    private long names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void theDiskIsMeasuredOnce() {
        DiskSpeed speed = ScratchFile.speed(folder);
        System.out.printf("%s: %.2f GB/s written, %.2f read%n", folder, speed.writtenPerSecond() / 1e9,
                speed.readPerSecond() / 1e9);
        assertTrue(speed.writtenPerSecond() > 1e5 && speed.readPerSecond() > 1e5,
                speed.writtenPerSecond() + " " + speed.readPerSecond());
        assertFalse(speed.writtenPerSecond() > 1e12 || speed.readPerSecond() > 1e12,
                speed.writtenPerSecond() + " " + speed.readPerSecond());
        assertTrue(speed == ScratchFile.speed(folder));
        assertEquals(0, ScratchThreads.count());
    }

    private ScratchFile file(long bytes, boolean direct, int threads) {
        return new ScratchFile(folder, bytes, DiskFile.create(folder, bytes, direct), threads, BUFFER,
                Cancellation.NONE);
    }

    private static Workspace workspace(Shape shape, int chunk) {
        Workspace workspace = new Workspace(new Program(List.of(new FeatureMap("x", shape, 0)), List.of(),
                List.of(0), List.of(0)), chunk);
        workspace.allocate(Cancellation.NONE);
        return workspace;
    }

    /** Any bits, among them NaNs of all kinds. */
    private float[] bits(Shape shape) {
        float[] values = new float[(int) shape.floats()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(i % 7 == 0 ? 0x7f800001 + random.nextInt(0x400000) : random.nextInt());
        }
        return values;
    }

    private static void assertSame(float[] expected, float[] actual) {
        assertArrayEquals(raw(expected), raw(actual));
    }

    private static int[] raw(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    private static void fill(Workspace maps, float[] values) {
        maps.write(0, 0, maps.map(0).shape().height(), values);
    }

    private static float[] copy(Workspace maps) {
        float[] values = new float[(int) maps.map(0).shape().floats()];
        maps.read(0, 0, maps.map(0).shape().height(), values);
        return values;
    }
}
