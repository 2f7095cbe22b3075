package org.derain4j.kernels.tiled;

import static org.derain4j.kernels.tiled.PackedFilter.NO_COLUMN;

import java.util.Arrays;
import org.derain4j.kernels.cpu.MapView;

/** The gates of a convolutional LSTM, formed from the sums of all gates at once; the sums never reach memory. */
final class LstmSink implements RowSink {

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
    private final float[] zeros;

    /** Features of a block, in whole tiles. */
    private final int width;

    private LstmSink(Arithmetic arithmetic, MapView cell, MapView newCell, MapView newHidden, int[] gates,
            float[] bias) {
        this.loops = arithmetic.gates();
        this.cell = cell;
        this.newCell = newCell;
        this.newHidden = newHidden;
        this.gates = gates;
        this.width = width(newHidden.shape().channels(), arithmetic.channels());
        this.columns = columns(newHidden.shape().channels());
        this.bias = new float[columns.length];
        this.zeros = new float[width];
        for (int lane = 0; lane < columns.length; lane++) {
            if (columns[lane] != NO_COLUMN) {
                boolean forget = gates[lane / width % gates.length] == F;
                this.bias[lane] = bias[columns[lane]] + (forget ? FORGET_BIAS : 0);
            }
        }
    }

    static LstmSink zeroState(Arithmetic arithmetic, MapView hidden, float[] bias) {
        return new LstmSink(arithmetic, null, null, hidden, ZERO_STATE, bias);
    }

    static LstmSink withState(Arithmetic arithmetic, MapView cell, MapView newCell, MapView newHidden, float[] bias) {
        return new LstmSink(arithmetic, cell, newCell, newHidden, WITH_STATE, bias);
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

    @Override
    public void store(Scratch scratch, int s, int block, int y, int x, int pixels) {
        int features = newHidden.shape().channels();
        int c = block * width;
        int real = Math.min(width, features - c);
        int at = x * features + c;
        int b = block * blockColumns();
        float[] sums = scratch.sums;
        if (cell == null) {
            zeroState(sums, s, b, pixels);
        } else {
            RowSink.copy(cell.array(y), cell.offset(y) + at, features, scratch.state, 0, width, real, pixels);
            withState(sums, s, scratch.state, b, pixels);
            RowSink.copy(sums, s + width, blockColumns(), newCell.array(y), newCell.offset(y) + at, features, real,
                    pixels);
        }
        RowSink.copy(sums, s, blockColumns(), newHidden.array(y), newHidden.offset(y) + at, features, real, pixels);
    }

    /** Gates i, j, o; h' is left in place of i. */
    private void zeroState(float[] sums, int i, int b, int pixels) {
        int j = i + width;
        int o = j + width;
        sigmoid(sums, i, b, pixels);
        tanh(sums, j, bias, b + width, pixels);
        sigmoid(sums, o, b + 2 * width, pixels);
        multiply(sums, i, j, pixels);
        tanh(sums, i, zeros, 0, pixels);
        multiply(sums, i, o, pixels);
    }

    /** Gates i, j, f, o; h' is left in place of i, c' in place of j. */
    private void withState(float[] sums, int i, float[] state, int b, int pixels) {
        int j = i + width;
        int f = j + width;
        int o = f + width;
        sigmoid(sums, i, b, pixels);
        tanh(sums, j, bias, b + width, pixels);
        sigmoid(sums, f, b + 2 * width, pixels);
        sigmoid(sums, o, b + 3 * width, pixels);
        multiply(sums, j, i, pixels);
        loops.addProduct(sums, j, f, state, blockColumns(), width, pixels);
        RowSink.copy(sums, j, blockColumns(), sums, i, blockColumns(), width, pixels);
        tanh(sums, i, zeros, 0, pixels);
        multiply(sums, i, o, pixels);
    }

    private void sigmoid(float[] sums, int g, int b, int pixels) {
        loops.sigmoid(sums, g, blockColumns(), bias, b, width, pixels);
    }

    private void tanh(float[] sums, int g, float[] biases, int b, int pixels) {
        loops.tanh(sums, g, blockColumns(), biases, b, width, pixels);
    }

    private void multiply(float[] sums, int a, int b, int pixels) {
        loops.multiply(sums, a, b, blockColumns(), width, pixels);
    }
}
