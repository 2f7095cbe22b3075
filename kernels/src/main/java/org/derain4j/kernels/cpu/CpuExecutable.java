package org.derain4j.kernels.cpu;

import java.util.List;
import java.util.Objects;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Step;

/** A program on this CPU: its slots, and its steps ready to run. */
public final class CpuExecutable implements Executable {

    /** Small maps stay in cache by themselves, and rows held should fit the last level of it beside the filters. */
    public static final BandPolicy BANDS = new BandPolicy(4L << 20, 6L << 20);

    private final Program program;
    private final Workers workers;
    private final SpilledMaps spilled;
    private final RunCheck check;

    /** By stage: steps finished when it is done; those in bands end together and count evenly on the way. */
    private final int[] finished;

    private List<Stage> stages;
    private Workspace workspace;

    /**
     * Joins what a backend has prepared.
     *
     * @param workspace the program's slots
     * @param spilled   the program's spilled maps, closed with this
     * @param check     asked by the steps and by the spilled maps
     * @param steps     the stages of the program's steps, in order
     */
    public CpuExecutable(Program program, Workspace workspace, SpilledMaps spilled, Workers workers, RunCheck check,
            List<List<Stage>> steps) {
        if (steps.size() != program.steps().size()) {
            throw new IllegalArgumentException(steps.size() + " prepared of " + program.steps().size() + " steps");
        }
        this.program = program;
        this.workers = workers;
        this.workspace = workspace;
        this.spilled = spilled;
        this.check = check;
        this.stages = steps.stream().flatMap(List::stream).toList();
        this.finished = new int[stages.size()];
        int stage = 0;
        int before = 0;
        for (int i = 0; i < steps.size(); i++) {
            int operations = program.steps().get(i) instanceof Step.Bands bands ? bands.steps().size() : 1;
            int parts = steps.get(i).size();
            for (int part = 0; part < parts; part++) {
                finished[stage++] = before + operations * (part + 1) / parts;
            }
            before += operations;
        }
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public void write(int map, int fromRow, int rows, float[] values) {
        Objects.requireNonNull(values, "values");
        Workspace open = workspace();
        if (program.maps().get(map).spilled()) {
            spilled.write(map, fromRow, rows, values);
        } else {
            open.write(map, fromRow, rows, values);
        }
    }

    @Override
    public void run(StepListener listener, Cancellation cancellation) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(cancellation, "cancellation");
        Workspace open = workspace();
        int total = finished[finished.length - 1];
        StageRun run = new StageRun(stages, cancellation);
        check.of(run);
        try {
            workers.run(run, stage -> {
                for (int step = stage == 0 ? 0 : finished[stage - 1]; step < finished[stage]; step++) {
                    listener.finished(step + 1, total);
                }
            });
        } finally {
            check.of(Cancellation.NONE);
        }
        open.requireIntact();
    }

    @Override
    public void read(int map, int fromRow, int rows, float[] values) {
        Objects.requireNonNull(values, "values");
        Workspace open = workspace();
        if (program.maps().get(map).spilled()) {
            spilled.read(map, fromRow, rows, values);
        } else {
            open.read(map, fromRow, rows, values);
        }
    }

    @Override
    public void close() {
        spilled.close();
        workspace = null;
        stages = List.of();
    }

    private Workspace workspace() {
        if (workspace == null) {
            throw new IllegalStateException("this executable is closed");
        }
        return workspace;
    }
}
