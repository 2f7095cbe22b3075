package org.derain4j.kernels.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DiskSpeed;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.program.Shape;

/** How fast a scratch file is written and read on a disk, measured with one. */
final class DiskMeasurement {

    /** Or half of what room there is. */
    private static final long FILE = 256 << 20;
    private static final long NANOS = 450_000_000;
    private static final int ROWS = 16;
    private static final int ROW_BYTES = 1 << 20;

    /** Rows in a request, and requests in flight. */
    private static final int STEP = 2;
    private static final int DEPTH = ROWS / STEP;

    /** By disk, or by folder where the system does not tell the disk. */
    private static final Map<Object, DiskSpeed> KNOWN = new ConcurrentHashMap<>();

    private DiskMeasurement() {}

    /** Measures, or tells what was measured before. */
    static DiskSpeed of(Path folder) {
        Object disk;
        try {
            disk = Files.getFileStore(folder);
        } catch (IOException e) {
            disk = folder.toAbsolutePath();
        }
        return KNOWN.computeIfAbsent(disk, _ -> measure(folder));
    }

    private static DiskSpeed measure(Path folder) {
        SplittableRandom random = new SplittableRandom(1); // a disk may compress
        float[] values = new float[2 * Workspace.GUARD + ROWS * ROW_BYTES / Float.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt();
        }
        MapView map = new MapView(new Shape(ROWS, 1, ROW_BYTES / Float.BYTES), ROWS, new float[][]{values}, ROWS);
        long bytes = Math.min(FILE, folder.toFile().getUsableSpace() / 2) / (STEP * ROW_BYTES) * (STEP * ROW_BYTES);
        try (ScratchFile file = ScratchFile.create(folder, bytes, Cancellation.NONE)) {
            long start = System.nanoTime();
            long written = transfer(bytes, (position, row) -> file.write(position, map, row, row + STEP));
            long between = System.nanoTime();
            long read = transfer(written, (position, row) -> file.read(position, map, row, row + STEP));
            long end = System.nanoTime();
            return new DiskSpeed(written * 1e9 / (between - start), read * 1e9 / (end - between));
        } catch (CompletionException e) {
            throw e.getCause() instanceof ScratchException problem ? problem : e;
        }
    }

    private interface Request {

        CompletableFuture<Void> start(long position, int row);
    }

    /** Goes through the file until its end or for some time; returns how far. */
    private static long transfer(long bytes, Request request) {
        Queue<CompletableFuture<Void>> flight = new ArrayDeque<>();
        long start = System.nanoTime();
        long at = 0;
        for (; at < bytes && System.nanoTime() - start < NANOS; at += STEP * ROW_BYTES) {
            if (flight.size() == DEPTH) {
                flight.remove().join();
            }
            flight.add(request.start(at, (int) (at / ROW_BYTES % ROWS)));
        }
        flight.forEach(CompletableFuture::join);
        return at;
    }
}
