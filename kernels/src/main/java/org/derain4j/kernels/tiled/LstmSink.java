package org.derain4j.kernels.tiled;

import static org.derain4j.kernels.tiled.PackedFilter.NO_COLUMN;

import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.program.Gate;

/** The gates of a convolutional LSTM, formed from the sums of all gates at once; the sums never reach memory. */
final class LstmSink implements Sink {

    private final GateLoops loops;
    private final MapView cell;
    private final MapView newCell;
    private final MapView newHidden;
    private final List<Gate> gates;
    private final int[] columns;
    private final float[] bias;

    /** {@link GateLoops#TANH} or {@link GateLoops#SIGMOID}, by the gate's function; by lane. */
    private final float[] scale;

    /** For the new cell state on its way to the hidden one. */
    private final float[] noBias;
    private final float[] cellScale;

    /** Features of a block, in whole tiles. */
    private final int width;

    private LstmSink(Microkernels microkernels, MapView cell, MapView newCell, MapView newHidden, List<Gate> gates,
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
            Gate gate = gates.get(lane / width % gates.size());
            this.scale[lane] = switch (gate.function()) {
                case TANH -> GateLoops.TANH;
                case SIGMOID -> GateLoops.SIGMOID;
            };
            if (columns[lane] != NO_COLUMN) {
                this.bias[lane] = bias[columns[lane]] + gate.raise();
            }
        }
    }

    static LstmSink zeroState(Microkernels microkernels, MapView hidden, float[] bias) {
        return new LstmSink(microkernels, null, null, hidden, Gate.ZERO_STATE, bias);
    }

    static LstmSink withState(Microkernels microkernels, MapView cell, MapView newCell, MapView newHidden,
            float[] bias) {
        return new LstmSink(microkernels, cell, newCell, newHidden, Gate.WITH_STATE, bias);
    }

    private static int width(int features, int tileChannels) {
        int tiles = (features + tileChannels - 1) / tileChannels;
        return Math.clamp(BLOCK_COLUMNS / (2 * tileChannels), 1, tiles) * tileChannels;
    }

    /** Some features of every gate, then the next features. */
    private int[] columns(int features) {
        int blocks = (features + width - 1) / width;
        int[] lanes = new int[blocks * gates.size() * width];
        Arrays.fill(lanes, NO_COLUMN);
        for (int feature = 0; feature < features; feature++) {
            for (int g = 0; g < gates.size(); g++) {
                lanes[(feature / width * gates.size() + g) * width + feature % width] = gates.get(g).channel(feature,
                        features);
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
        return gates.size() * width;
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
