package org.derain4j.kernels.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.cpu.Ceiling;
import org.derain4j.kernels.cpu.CpuExecutable;
import org.derain4j.kernels.cpu.FmaChains;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.RowKernel;
import org.derain4j.kernels.cpu.Stage;
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
    public Executable prepare(Program program, Parameters parameters) {
        StepCheck.check(program, parameters);
        Workspace workspace = new Workspace(program);
        workspace.allocate();
        List<List<Stage>> steps = new ArrayList<>();
        for (Step step : program.steps()) {
            steps.add(switch (step) {
                case Step.ByRows s -> Stage.whole(kernel(s, parameters, workspace), workers.threads());
                case Step.ChannelAttention s ->
                    List.of(Stage.of(1, (piece, worker) -> ChannelAttention.run(s, parameters, workspace)));
                case Step.Bands s -> Stage.bands(
                        s.steps().stream().map(member -> kernel(member, parameters, workspace)).toList(),
                        BandSchedule.of(s, program.shapes()), workers.threads());
            });
        }
        return new CpuExecutable(program, workspace, workers, steps);
    }

    private static RowKernel kernel(Step.ByRows step, Parameters parameters, Workspace maps) {
        return switch (step) {
            case Step.BoxDownscale s -> {
                MapView in = maps.map(s.input());
                MapView out = maps.map(s.output());
                yield rows(out, y -> Pointwise.boxDownscale(in, s.factor(), out, y));
            }
            case Step.Convolution s -> rows(maps.map(s.output()), new Convolution(s, parameters, maps)::row);
            case Step.ConvLstm s -> rows(maps.map(s.newHidden()), ConvLstm.of(s, parameters, maps)::row);
            case Step.ConvLstmZeroState s -> rows(maps.map(s.output()), ConvLstm.of(s, parameters, maps)::row);
            case Step.Prelu s -> {
                float[] slope = parameters.get(s.slope()).values();
                yield rows(maps.map(s.output()),
                        y -> Pointwise.prelu(maps.map(s.input()), slope, maps.map(s.output()), y));
            }
            case Step.Pointwise s -> rows(maps.map(s.output()),
                    y -> Pointwise.apply(s.function(), maps.map(s.input()), maps.map(s.output()), y));
            case Step.Add s -> rows(maps.map(s.output()), y -> Pointwise.add(maps.map(s.left()), maps.map(s.right()),
                    s.negated(), maps.map(s.output()), y));
        };
    }

    private static RowKernel rows(MapView out, IntConsumer row) {
        return RowKernel.of(out, (y, worker) -> row.accept(y));
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
