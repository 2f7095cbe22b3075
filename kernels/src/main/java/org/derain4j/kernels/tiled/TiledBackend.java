package org.derain4j.kernels.tiled;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.cpu.Ceiling;
import org.derain4j.kernels.cpu.CpuExecutable;
import org.derain4j.kernels.cpu.ScratchFile;
import org.derain4j.kernels.cpu.Workers;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.StepCheck;

/** Convolutions by tiles and by Winograd's algorithm, on given inner loops, over an explicit number of threads. */
public final class TiledBackend implements Backend {

    private final Microkernels microkernels;
    private final Workers workers;
    private final boolean winograd;
    private final Map<Parameters, PackedFilters> filters = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * A backend with that many threads.
     *
     * @param microkernels the inner loops
     * @param exact      true for direct convolutions only: slower, with the rounding of plain float sums
     */
    public TiledBackend(Microkernels microkernels, int threads, boolean exact) {
        this.microkernels = microkernels;
        this.workers = new Workers(threads);
        this.winograd = !exact;
    }

    @Override
    public String describe() {
        return microkernels.name() + ", " + workers.threads()
                + (workers.threads() == 1 ? " thread" : " threads")
                + (winograd ? "" : ", exact");
    }

    @Override
    public BandPolicy bands() {
        return CpuExecutable.BANDS;
    }

    @Override
    public Executable prepare(Program program, Parameters parameters, Path scratch, Cancellation cancellation) {
        Objects.requireNonNull(cancellation, "cancellation");
        if (scratch != null) {
            ScratchFile.requireNamed(scratch, "scratch");
        }
        Preparation preparation = layOut(program, parameters);
        cancellation.check();
        preparation.spilled().open(scratch);
        try {
            preparation.allocate(cancellation);
            return new CpuExecutable(program, preparation.maps(), preparation.spilled(), workers,
                    preparation.check(), preparation.stages());
        } catch (Throwable e) {
            preparation.spilled().close();
            throw e;
        }
    }

    @Override
    public Room room(Program program, Parameters parameters) {
        return Room.ofHost(layOut(program, parameters).bytes());
    }

    private Preparation layOut(Program program, Parameters parameters) {
        StepCheck.check(program, parameters);
        return new Preparation(microkernels, winograd, workers.threads(), program, parameters,
                filters.computeIfAbsent(parameters, p -> new PackedFilters()));
    }

    @Override
    public long scratchBuffers() {
        return ScratchFile.bufferBytes();
    }

    @Override
    public double ceiling(int threads) {
        return Ceiling.flopPerSecond(microkernels.chains(), threads);
    }

    @Override
    public void close() {
        workers.close();
    }
}
