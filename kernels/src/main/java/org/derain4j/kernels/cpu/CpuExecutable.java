package org.derain4j.kernels.cpu;

import java.util.List;
import org.derain4j.kernels.Executable;
import org.derain4j.kernels.Program;
import org.derain4j.kernels.StepListener;

/** A program on this processor: its slots, and one prepared kernel per step. */
public final class CpuExecutable implements Executable {

    private List<Runnable> kernels;
    private Workspace workspace;

    /**
     * Joins what a backend has prepared.
     *
     * @param workspace the program's slots
     * @param kernels   one per step, in order
     */
    public CpuExecutable(Program program, Workspace workspace, List<Runnable> kernels) {
        if (kernels.size() != program.steps().size()) {
            throw new IllegalArgumentException(kernels.size() + " kernels for " + program.steps().size() + " steps");
        }
        this.workspace = workspace;
        this.kernels = List.copyOf(kernels);
    }

    @Override
    public void write(int map, float[] values) {
        workspace().write(map, values);
    }

    @Override
    public void run(StepListener listener) {
        Workspace open = workspace();
        for (int i = 0; i < kernels.size(); i++) {
            kernels.get(i).run();
            listener.finished(i + 1, kernels.size());
        }
        open.requireIntact();
    }

    @Override
    public float[] read(int map) {
        return workspace().read(map);
    }

    @Override
    public void close() {
        workspace = null;
        kernels = List.of();
    }

    private Workspace workspace() {
        if (workspace == null) {
            throw new IllegalStateException("this executable is closed");
        }
        return workspace;
    }
}
