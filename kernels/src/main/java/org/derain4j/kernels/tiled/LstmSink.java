package org.derain4j.kernels.tiled;

import static org.derain4j.kernels.tiled.PackedFilter.NO_COLUMN;

import java.util.Arrays;
import org.derain4j.kernels.cpu.MapView;

/** The gates of a convolutional LSTM, formed from the sums of all gates at once; the sums never reach memory. */
final class LstmSink implements Sink {

    private static final int I = 0;
    private static final int J = 1;
    private static final int F = 2;
    private static final int O = 3;
    private static final int[] ZERO_STATE = {I, J, O};
    private static final int[] WITH_STATE = {I, J, F, O};
    private static final float FORGET_BIAS = 1;

    private final GateLoops loops;
    private final MapView cell;
    private final MapView newCell;
    private final MapView newHidden;
    private final int[] gates;
    private final int[] columns;
    private final float[] bias;

    /** {@link GateLoops#TANH} for gate j, else {@link GateLoops#SIGMOID}; by lane. */
    private final float[] scale;

    /** For the new cell state on its way to the hidden one. */
    private final float[] noBias;
    private final float[] cellScale;

    /** Features of a block, in whole tiles. */
    private final int width;

    private LstmSink(Microkernels microkernels, MapView cell, MapView newCell, MapView newHidden, int[] gates,
            float[] bias) {
        this.loops = microkernels.gates();
        this.cell = cell;
        this.newCell = newCell;
        this.newHidden = newHidden;
        this.gates = gates;
        this.width = width(newHidden.shape().channels(), microkernels.channels());
        this.columns = columns(newHidden.shape().channels());
        this.bias = new float[columns.length];
        this.scale = new float[columns.length];
        this.noBias = new float[width];
        this.cellScale = new float[width];
        Arrays.fill(cellScale, GateLoops.TANH);
        for (int lane = 0; lane < columns.length; lane++) {
            this.scale[lane] = gates[lane / width % gates.length] == J ? GateLoops.TANH : GateLoops.SIGMOID;
            if (columns[lane] != NO_COLUMN) {
                boolean forget = gates[lane / width % gates.length] == F;
                this.bias[lane] = bias[columns[lane]] + (forget ? FORGET_BIAS : 0);
            }
        }
    }

    static LstmSink zeroState(Microkernels microkernels, MapView hidden, float[] bias) {
        return new LstmSink(microkernels, null, null, hidden, ZERO_STATE, bias);
    }

    static LstmSink withState(Microkernels microkernels, MapView cell, MapView newCell, MapView newHidden,
            float[] bias) {
        return new LstmSink(microkernels, cell, newCell, newHidden, WITH_STATE, bias);
    }

    private static int width(int features, int tileChannels) {
        int tiles = (features + tileChannels - 1) / tileChannels;
        return Math.clamp(BLOCK_COLUMNS / (2 * tileChannels), 1, tiles) * tileChannels;
    }

    /** Some features of every gate, then the next features. */
    private int[] columns(int features) {
        int blocks = (features + width - 1) / width;
        int[] lanes = new int[blocks * gates.length * width];
        Arrays.fill(lanes, NO_COLUMN);
        for (int feature = 0; feature < features; feature++) {
            for (int g = 0; g < gates.length; g++) {
                lanes[(feature / width * gates.length + g) * width + feature % width] = gates[g] * features + feature;
            }
        }
        return lanes;
    }

    @Override
    public int[] columns() {
        return columns.clone();
    }

    @Override
    public int blockColumns() {
        return gates.length * width;
    }

    @Override
    public int stateColumns() {
        return cell == null ? 0 : width;
    }

    /** Sigmoids and tanhs stay exponentials until two of them are multiplied, so that both share a division. */
    @Override
    public void store(Scratch scratch, int s, int block, int y, int x, int pixels) {
        int pitch = blockColumns();
        int features = newHidden.shape().channels();
        int real = Math.min(width, features - block * width);
        int at = x * features + block * width;
        float[] sums = scratch.sums;
        int i = s;
        int j = i + width;
        int o = i + pitch - width;
        loops.exponentials(sums, s, pitch, bias, scale, block * pitch, pitch, pixels);
        loops.sigmoidTimesTanh(sums, i, j, pitch, sums, j, pitch, width, pixels);
        if (cell != null) {
            Sink.copy(cell.array(y), cell.offset(y) + at, features, scratch.state, 0, width, real, pixels);
            loops.addState(sums, j, j + width, scratch.state, pitch, width, pixels);
            Sink.copy(sums, j, pitch, newCell.array(y), newCell.offset(y) + at, features, real, pixels);
        }
        loops.exponentials(sums, j, pitch, noBias, cellScale, 0, width, pixels);
        if (real == width) {
            loops.sigmoidTimesTanh(sums, o, j, pitch, newHidden.array(y), newHidden.offset(y) + at, features, width,
                    pixels);
        } else {
            loops.sigmoidTimesTanh(sums, o, j, pitch, sums, i, pitch, width, pixels);
            Sink.copy(sums, i, pitch, newHidden.array(y), newHidden.offset(y) + at, features, real, pixels);
        }
    }
}
