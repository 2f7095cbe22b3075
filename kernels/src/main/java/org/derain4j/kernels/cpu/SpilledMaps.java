package org.derain4j.kernels.cpu;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;
import org.derain4j.kernels.backend.ScratchException;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Step;

/**
 * The maps of a program that are spilled: their first rows are in memory, as many as the program says, the others in a scratch
 * file, each slot after the other. Steps of bands fetch and spill their rows; the file's part of that goes on while the
 * threads compute.
 */
public final class SpilledMaps implements AutoCloseable {

    private final Workspace memory;
    private final RunCheck check;
    private final List<FeatureMap> maps;

    /** By slot: where its rows would begin in the file if none were in memory. */
    private final long[] starts;

    private final boolean needed;
    private final long fileBytes;
    private ScratchFile file;

    /**
     * Lays them out; {@link #open} makes the file.
     *
     * @param memory of the same program
     * @param check  ends transfers early
     */
    public SpilledMaps(Program program, Workspace memory, RunCheck check) {
        this.memory = memory;
        this.check = check;
        this.maps = program.maps();
        this.starts = new long[program.slotFloats().length];
        this.needed = program.needsScratch();
        boolean[] laid = new boolean[starts.length];
        long end = 0;
        for (FeatureMap map : maps) {
            if (map.spilled() && !laid[map.slot()]) {
                laid[map.slot()] = true;
                long stride = ScratchFile.stride(map.shape().rowFloats());
                starts[map.slot()] = end - map.rows() * stride;
                end += (map.shape().height() - map.rows()) * stride;
            }
        }
        this.fileBytes = end;
    }

    /** What the file's way to memory takes. */
    public long bytes() {
        return needed ? ScratchFile.bufferBytes() : 0;
    }

    /**
     * Makes and reserves the file, if one is needed.
     *
     * @param folder of the file; null to choose one
     * @throws ScratchException if it cannot be made
     */
    public void open(Path folder) {
        open(bytes -> ScratchFile.create(folder == null ? ScratchFile.defaultFolder() : folder, bytes, check));
    }

    /** For tests: with a file that fails. */
    void open(LongFunction<ScratchFile> create) {
        if (needed) {
            file = create.apply(fileBytes);
        }
    }

    /** What fetches rows. */
    public RowKernel fetch(Step.Fetch step) {
        return new Transfer(step.stored(), step.output(), true);
    }

    /** What spills rows. */
    public RowKernel spill(Step.Spill step) {
        return new Transfer(step.stored(), step.input(), false);
    }

    /** Between a spilled map and one that is held between the steps. */
    private final class Transfer implements RowKernel {

        private final int stored;
        private final MapView held;
        private final boolean fetches;

        Transfer(int stored, int held, boolean fetches) {
            this.stored = stored;
            this.held = memory.map(held);
            this.fetches = fetches;
        }

        @Override
        public int rows() {
            return held.shape().height();
        }

        @Override
        public void run(int fromRow, int toRow, int strip, int worker) {
            await(begin(fromRow, toRow, strip, worker));
        }

        @Override
        public CompletableFuture<Void> begin(int fromRow, int toRow, int strip, int worker) {
            return transfer(stored, held, fromRow, toRow, fetches);
        }
    }

    /** Moves rows; what comes of the file's part of them, or null if all are in memory. */
    private CompletableFuture<Void> transfer(int stored, MapView held, int fromRow, int toRow, boolean fetches) {
        FeatureMap map = maps.get(stored);
        MapView own = memory.map(stored);
        int between = Math.clamp(map.rows(), fromRow, toRow);
        CompletableFuture<Void> rest = null;
        if (between < toRow) {
            long position = starts[map.slot()] + between * ScratchFile.stride(held.rowFloats());
            rest = fetches
                    ? file.read(position, held, between, toRow)
                    : file.write(position, held, between, toRow);
        }
        for (int y = fromRow; y < between; y++) {
            MapView from = fetches ? own : held;
            MapView to = fetches ? held : own;
            System.arraycopy(from.array(y), from.offset(y), to.array(y), to.offset(y), held.rowFloats());
        }
        return rest;
    }

    /** Copies rows in from an array. */
    void write(int map, int fromRow, int rows, float[] values) {
        maps.get(map).requireRows(fromRow, rows, values);
        MapView held = held(map, rows);
        held.fill(fromRow, rows, values);
        await(transfer(map, held, fromRow, fromRow + rows, false));
    }

    /** Copies rows out to an array. */
    void read(int map, int fromRow, int rows, float[] values) {
        maps.get(map).requireRows(fromRow, rows, values);
        MapView held = held(map, rows);
        await(transfer(map, held, fromRow, fromRow + rows, true));
        held.copy(fromRow, rows, values);
    }

    private MapView held(int map, int rows) {
        return MapView.ring(maps.get(map).shape(), rows);
    }

    private static void await(CompletableFuture<Void> rest) {
        if (rest != null) {
            try {
                rest.join();
            } catch (CompletionException e) {
                throw ScratchFile.unwrapped(e);
            }
        }
    }

    /** Gives up the file. Idempotent. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
