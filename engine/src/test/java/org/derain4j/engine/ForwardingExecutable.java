package org.derain4j.engine;

import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Program;

/** One that leaves all to another, for tests in which something of it fails. */
class ForwardingExecutable implements Executable {

    private final Executable inner;

    ForwardingExecutable(Executable inner) {
        this.inner = inner;
    }

    @Override
    public Program program() {
        return inner.program();
    }

    @Override
    public void write(int map, int fromRow, int rows, float[] values) {
        inner.write(map, fromRow, rows, values);
    }

    @Override
    public void run(StepListener listener, Cancellation cancellation) {
        inner.run(listener, cancellation);
    }

    @Override
    public void read(int map, int fromRow, int rows, float[] values) {
        inner.read(map, fromRow, rows, values);
    }

    @Override
    public void close() {
        inner.close();
    }
}
