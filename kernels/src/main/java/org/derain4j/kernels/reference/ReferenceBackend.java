package org.derain4j.kernels.reference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.cpu.Ceiling;
import org.derain4j.kernels.cpu.CpuExecutable;
import org.derain4j.kernels.cpu.FmaChains;
import org.derain4j.kernels.cpu.RunCheck;
import org.derain4j.kernels.cpu.SpilledMaps;
import org.derain4j.kernels.cpu.Stage;
import org.derain4j.kernels.cpu.ScratchFile;
import org.derain4j.kernels.cpu.Workers;
import org.derain4j.kernels.cpu.Workspace;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.StepCheck;

/**
 * Plain loops with double accumulators: the definition that every other backend is held against. Nobody optimises it;
 * rows are merely shared out to threads.
 */
public final class ReferenceBackend implements Backend {

    private final Workers workers;
    private final FmaChains chains;

    /**
     * A backend with that many threads.
     *
     * @param chains what the machine could do at most, to be measured beside it
     */
    public ReferenceBackend(int threads, FmaChains chains) {
        this.workers = new Workers(threads);
        this.chains = chains;
    }

    @Override
    public String describe() {
        return "reference, plain loops, " + workers.threads() + (workers.threads() == 1 ? " thread" : " threads");
    }

    /** For their memory alone: as much as it takes elsewhere, not twice. */
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
        StepCheck.check(program, parameters);
        Workspace maps = new Workspace(program);
        RunCheck check = new RunCheck();
        SpilledMaps spilled = new SpilledMaps(program, maps, check);
        cancellation.check();
        spilled.open(scratch);
        try {
            maps.allocate(cancellation);
            Kernels kernels = new Kernels(parameters, maps, spilled, check);
            List<List<Stage>> steps = new ArrayList<>();
            for (Step step : program.steps()) {
                steps.add(switch (step) {
                    case Step.ByRows s -> Stage.whole(kernels.of(s), workers.threads());
                    case Step.ChannelAttention s -> List.of(kernels.attention(s));
                    case Step.Bands s -> Stage.bands(s.steps().stream().map(kernels::of).toList(),
                            BandSchedule.of(s, program.shapes()), workers.threads());
                });
            }
            return new CpuExecutable(program, maps, spilled, workers, check, steps);
        } catch (Throwable e) {
            spilled.close();
            throw e;
        }
    }

    @Override
    public Room room(Program program, Parameters parameters) {
        StepCheck.check(program, parameters);
        return Room.ofHost(program.slotBytes() + (program.needsScratch() ? scratchBuffers() : 0));
    }

    @Override
    public long scratchBuffers() {
        return ScratchFile.bufferBytes();
    }

    @Override
    public double ceiling(int threads) {
        return Ceiling.flopPerSecond(chains, threads);
    }

    @Override
    public void close() {
        workers.close();
    }
}
