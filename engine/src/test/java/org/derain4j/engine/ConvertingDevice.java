package org.derain4j.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.DeviceException.Reason;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;

/**
 * The CPU as a device that makes values of bytes and bytes of values, by the definition of {@link LevelTransfer}, a few rows at a time. What
 * goes so is counted; results may be spoilt, and a read may fail.
 */
final class ConvertingDevice implements Backend {

    /** Rows that are found finite, or not, together. */
    static final int PIECE = 3;

    private final Backend real = Backends.open(Backends.VECTOR, 1, false);
    private final boolean converts;

    /** Whole maps that came and went as bytes. */
    int in;
    int out;

    /** A row and a value in it of every result that become NaN; none below 0. */
    int spoiltRow = -1;
    int spoilt;

    /** A row of a result at which the next read fails for want of memory; none below 0. */
    int failing = -1;

    /** One that converts, or one that only copies values. */
    ConvertingDevice(boolean converts) {
        this.converts = converts;
    }

    @Override
    public String describe() {
        return "made up";
    }

    @Override
    public Executable prepare(Program program, Parameters parameters, Path scratch, Cancellation cancellation) {
        return new Running(real.prepare(program, parameters, scratch, cancellation));
    }

    @Override
    public double ceiling(int threads) {
        return real.ceiling(threads);
    }

    @Override
    public void close() {
        real.close();
    }

    private final class Running extends ForwardingExecutable implements LevelTransfer {

        private Running(Executable inner) {
            super(inner);
        }

        @Override
        public void read(int map, int fromRow, int rows, float[] values) {
            if (failing >= fromRow && failing < fromRow + rows) {
                failing = -1;
                throw new DeviceException(Reason.MEMORY, "no memory in the middle");
            }
            super.read(map, fromRow, rows, values);
            if (spoiltRow >= fromRow && spoiltRow < fromRow + rows) {
                values[(spoiltRow - fromRow) * row(map) + spoilt] = Float.NaN;
            }
        }

        @Override
        public Optional<LevelTransfer> levels() {
            return converts ? Optional.of(this) : Optional.empty();
        }

        private int row(int map) {
            return shape(map).rowFloats();
        }

        private Shape shape(int map) {
            return program().shapes().get(map);
        }

        @Override
        public void write(int map, float[] of, Source from, Cancellation cancellation) {
            byte[] levels = new byte[row(map)];
            float[] values = new float[levels.length];
            for (int y = 0; y < shape(map).height(); y++) {
                cancellation.check();
                from.read(y, levels);
                for (int i = 0; i < values.length; i++) {
                    values[i] = of[levels[i] & 255];
                }
                write(map, y, 1, values);
            }
            in++;
        }

        @Override
        public boolean read(Crop part, Sink to, Cancellation cancellation) {
            float[] values = new float[PIECE * row(part.map())];
            for (int y = 0; y < part.rows(); y += PIECE) {
                cancellation.check();
                int rows = Math.min(PIECE, part.rows() - y);
                read(part.map(), y, rows, values);
                if (!hand(part, y, rows, values, to)) {
                    return false;
                }
            }
            out++;
            return true;
        }

        private boolean hand(Crop part, int top, int rows, float[] values, Sink to) {
            int row = row(part.map());
            for (int i = 0; i < rows * row; i++) {
                if (i % row < part.columns() * 3 && !Float.isFinite(values[i])) {
                    return false;
                }
            }
            byte[] levels = new byte[row];
            for (int y = 0; y < rows; y++) {
                for (int i = 0; i < row; i++) {
                    double level = Math.max(0, Math.min(255, (values[y * row + i] + 1) * 127.5f));
                    levels[i] = (byte) (part.nearest() ? Math.floor(level + 0.5) : Math.floor(level));
                }
                to.write(top + y, levels);
            }
            return true;
        }
    }
}
