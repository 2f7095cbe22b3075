package org.derain4j.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;

/** Gives back what it is given, as a device that takes no time. */
final class Copying implements Backend, Executable {

    private Program prepared;
    private float[] map = {};

    /** What the host does for a picture, and no more. */
    static Derainer derainer() throws IOException {
        return new Derainer(new PictureWork(new Runners(Model.embedded(Model.DEFAULT), new Copying()),
                Rounding.NEAREST, 1, WorkSize.ANY), 1);
    }

    @Override
    public String describe() {
        return "copies";
    }

    @Override
    public Executable prepare(Program program, Parameters parameters, Path scratch, Cancellation cancellation) {
        prepared = program;
        return this;
    }

    @Override
    public Program program() {
        return prepared;
    }

    @Override
    public void write(int index, int fromRow, int rows, float[] values) {
        Shape shape = prepared.shapes().get(index);
        if (map.length != shape.floats()) {
            map = new float[(int) shape.floats()];
        }
        System.arraycopy(values, 0, map, fromRow * shape.rowFloats(), rows * shape.rowFloats());
    }

    @Override
    public void run(StepListener listener, Cancellation cancellation) {}

    @Override
    public void read(int index, int fromRow, int rows, float[] values) {
        int row = prepared.shapes().get(index).rowFloats();
        System.arraycopy(map, fromRow * row, values, 0, rows * row);
    }

    @Override
    public double ceiling(int threads) {
        return 0;
    }

    @Override
    public void close() {}
}
