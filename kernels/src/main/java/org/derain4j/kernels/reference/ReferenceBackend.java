package org.derain4j.kernels.reference;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.kernels.Backend;
import org.derain4j.kernels.Executable;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.Program;
import org.derain4j.kernels.Step;
import org.derain4j.kernels.cpu.CpuExecutable;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.StepCheck;
import org.derain4j.kernels.cpu.Workers;
import org.derain4j.kernels.cpu.Workspace;

/**
 * Plain loops with double accumulators: the definition that every other backend is held against. Nobody optimises it;
 * rows are merely shared out to threads.
 */
public final class ReferenceBackend implements Backend {

    private final Workers workers;
    private final String reason;

    /**
     * A backend with that many threads.
     *
     * @param reason why this one runs and no faster one, or an empty string where it was asked for
     */
    public ReferenceBackend(int threads, String reason) {
        this.workers = new Workers(threads);
        this.reason = reason;
    }

    @Override
    public String describe() {
        return "reference, plain loops, " + workers.threads() + (workers.threads() == 1 ? " thread" : " threads")
                + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    @Override
    public Executable prepare(Program program, Filters filters) {
        StepCheck.check(program, filters);
        Workspace workspace = new Workspace(program);
        List<Runnable> kernels = new ArrayList<>();
        for (Step step : program.steps()) {
            kernels.add(kernel(step, filters, workspace));
        }
        return new CpuExecutable(program, workspace, kernels);
    }

    private Runnable kernel(Step step, Filters filters, Workspace maps) {
        return switch (step) {
            case Step.BoxDownscale s -> {
                MapView in = maps.map(s.input());
                MapView out = maps.map(s.output());
                yield () -> rows(out, y -> Pointwise.boxDownscale(in, s.factor(), out, y));
            }
            case Step.Convolution s -> {
                Convolution conv = new Convolution(s, filters, maps);
                yield () -> rows(maps.map(s.output()), conv::row);
            }
            case Step.ConvLstm s -> {
                ConvLstm lstm = ConvLstm.of(s, filters, maps);
                yield () -> rows(maps.map(s.newHidden()), lstm::row);
            }
            case Step.ConvLstmZeroState s -> {
                ConvLstm lstm = ConvLstm.of(s, filters, maps);
                yield () -> rows(maps.map(s.output()), lstm::row);
            }
            case Step.ChannelAttention s -> () -> ChannelAttention.run(s, filters, maps);
            case Step.Prelu s -> {
                float[] slope = filters.get(s.slope()).values();
                yield () -> rows(maps.map(s.output()),
                        y -> Pointwise.prelu(maps.map(s.input()), slope, maps.map(s.output()),
                                y));
            }
            case Step.Pointwise s ->
                () -> rows(maps.map(s.output()), y -> Pointwise.apply(s.function(), maps.map(s.input()),
                        maps.map(s.output()), y));
            case Step.Add s ->
                () -> rows(maps.map(s.output()), y -> Pointwise.add(maps.map(s.left()), maps.map(s.right()),
                        s.negated(), maps.map(s.output()), y));
        };
    }

    /** One row of a result. */
    private interface Row {
        void run(int y);
    }

    private void rows(MapView out, Row row) {
        workers.run(out.shape().height(), (y, worker) -> row.run(y));
    }

    @Override
    public void close() {
        workers.close();
    }
}
