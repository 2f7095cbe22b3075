package org.derain4j.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;

/** Gives back what it is given, as a device that takes no time: values or, where it is to convert, bytes. */
final class Copying implements Backend, Executable, LevelTransfer {

    private final boolean converts;
    private Program prepared;
    private float[] map = {};
    private ByteBuffer levels = ByteBuffer.allocateDirect(0);

    private Copying(boolean converts) {
        this.converts = converts;
    }

    /** What the host does for a picture, and no more. */
    static Derainer derainer(boolean converts) throws IOException {
        return new Derainer(new PictureWork(new Runners(Model.embedded(Model.DEFAULT), new Copying(converts)),
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
    public Optional<LevelTransfer> levels() {
        return converts ? Optional.of(this) : Optional.empty();
    }

    @Override
    public void write(int index, float[] values, Source from, Cancellation cancellation) {
        Shape shape = prepared.shapes().get(index);
        if (levels.capacity() != shape.floats()) {
            levels = ByteBuffer.allocateDirect((int) shape.floats());
        }
        byte[] row = new byte[shape.rowFloats()];
        for (int y = 0; y < shape.height(); y++) {
            from.read(y, row);
            levels.put(y * row.length, row);
        }
    }

    @Override
    public boolean read(Crop part, Sink to, Cancellation cancellation) {
        byte[] row = new byte[prepared.shapes().get(part.map()).rowFloats()];
        for (int y = 0; y < part.rows(); y++) {
            levels.get(y * row.length, row);
            to.write(y, row);
        }
        return true;
    }

    @Override
    public double ceiling(int threads) {
        return 0;
    }

    @Override
    public void close() {}
}
