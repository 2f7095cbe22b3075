package org.derain4j.kernels.cpu;

import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.Executable;
import org.derain4j.kernels.Program;
import org.derain4j.kernels.Step;
import org.derain4j.kernels.StepListener;

/** A program on this processor: its slots, and its steps ready to run. */
public final class CpuExecutable implements Executable {

    private final int[] operations;
    private final int total;
    private List<PreparedStep> steps;
    private Workspace workspace;

    /**
     * Joins what a backend has prepared.
     *
     * @param workspace the program's slots
     * @param steps     the program's, in order
     */
    public CpuExecutable(Program program, Workspace workspace, List<PreparedStep> steps) {
        if (steps.size() != program.steps().size()) {
            throw new IllegalArgumentException(steps.size() + " prepared of " + program.steps().size() + " steps");
        }
        this.operations = program.steps().stream()
                .mapToInt(step -> step instanceof Step.Bands bands ? bands.steps().size() : 1).toArray();
        this.total = Arrays.stream(operations).sum();
        this.workspace = workspace;
        this.steps = List.copyOf(steps);
    }

    @Override
    public void write(int map, float[] values) {
        workspace().write(map, values);
    }

    @Override
    public void run(StepListener listener) {
        Workspace open = workspace();
        int before = 0;
        for (int i = 0; i < operations.length; i++) {
            run(steps.get(i), operations[i], before, listener);
            before += operations[i];
        }
        open.requireIntact();
    }

    /** Steps in bands end together; they are told of evenly on the way. */
    private void run(PreparedStep step, int counted, int before, StepListener listener) {
        int told = 0;
        for (int part = 0; part < step.parts(); part++) {
            step.run(part);
            int done = (int) ((long) counted * (part + 1) / step.parts());
            while (told < done) {
                told++;
                listener.finished(before + told, total);
            }
        }
    }

    @Override
    public float[] read(int map) {
        return workspace().read(map);
    }

    @Override
    public void close() {
        workspace = null;
        steps = List.of();
    }

    private Workspace workspace() {
        if (workspace == null) {
            throw new IllegalStateException("this executable is closed");
        }
        return workspace;
    }
}
