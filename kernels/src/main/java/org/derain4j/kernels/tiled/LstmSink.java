package org.derain4j.kernels.tiled;

import static org.derain4j.kernels.tiled.PackedFilter.NO_COLUMN;

import java.util.Arrays;
import org.derain4j.kernels.cpu.MapView;

/** The gates of a convolutional LSTM, formed from the tiles of all gates at once; the sums never reach memory. */
final class LstmSink implements TileSink {

    private static final int I = 0;
    private static final int J = 1;
    private static final int F = 2;
    private static final int O = 3;
    private static final int[] ZERO_STATE = {I, J, O};
    private static final int[] WITH_STATE = {I, J, F, O};
    private static final float FORGET_BIAS = 1;

    private final GateLoops loops;
    private final int tileChannels;
    private final int tileFloats;
    private final MapView cell;
    private final MapView newCell;
    private final MapView newHidden;
    private final int[] gates;
    private final float[] bias;

    private LstmSink(Arithmetic arithmetic, MapView cell, MapView newCell, MapView newHidden, int[] gates,
            float[] bias) {
        this.loops = arithmetic.gates();
        this.tileChannels = arithmetic.channels();
        this.tileFloats = arithmetic.tileFloats();
        this.cell = cell;
        this.newCell = newCell;
        this.newHidden = newHidden;
        this.gates = gates;
        int[] columns = columns();
        this.bias = new float[columns.length];
        for (int lane = 0; lane < columns.length; lane++) {
            if (columns[lane] != NO_COLUMN) {
                boolean forget = gates[lane / tileChannels % gates.length] == F;
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

    /** The filter's columns in the order of the tiles: a tile of features of every gate, then the next features. */
    int[] columns() {
        int features = newHidden.shape().channels();
        int blocks = (features + tileChannels - 1) / tileChannels;
        int[] columns = new int[blocks * gates.length * tileChannels];
        Arrays.fill(columns, NO_COLUMN);
        for (int feature = 0; feature < features; feature++) {
            for (int g = 0; g < gates.length; g++) {
                int tile = feature / tileChannels * gates.length + g;
                columns[tile * tileChannels + feature % tileChannels] = gates[g] * features + feature;
            }
        }
        return columns;
    }

    @Override
    public int tilesTogether() {
        return gates.length;
    }

    @Override
    public int extraTiles() {
        return cell == null ? 0 : 1;
    }

    @Override
    public void store(Scratch scratch, int s, int tile, int y, int x, int step, int pixels) {
        int features = newHidden.shape().channels();
        int c = tile * tileChannels;
        int real = Math.min(tileChannels, features - c);
        int at = x * features + c;
        int b = tile * gates.length * tileChannels;
        float[] sums = scratch.sums;
        int state = sums.length - tileFloats;
        if (cell == null) {
            zeroState(sums, s, b, pixels);
        } else {
            EpilogueSink.copy(cell.array(y), cell.offset(y) + at, features, sums, state, tileChannels, real, pixels);
            withState(sums, s, state, b, pixels);
            EpilogueSink.copy(sums, s + tileFloats, tileChannels, newCell.array(y), newCell.offset(y) + at, features,
                    real, pixels);
        }
        EpilogueSink.copy(sums, s, tileChannels, newHidden.array(y), newHidden.offset(y) + at, features, real, pixels);
    }

    /** Tiles i, j, o, one after the other; h' is left in place of i. */
    private void zeroState(float[] sums, int i, int b, int pixels) {
        int j = i + tileFloats;
        int o = j + tileFloats;
        loops.sigmoid(sums, i, bias, b, pixels);
        loops.tanh(sums, j, bias, b + tileChannels, pixels);
        loops.sigmoid(sums, o, bias, b + 2 * tileChannels, pixels);
        loops.multiply(sums, i, j, i, pixels);
        loops.hidden(sums, i, o, i, pixels);
    }

    /** Tiles i, j, f, o, one after the other, and c; h' is left in place of i, c' in place of j. */
    private void withState(float[] sums, int i, int c, int b, int pixels) {
        int j = i + tileFloats;
        int f = j + tileFloats;
        int o = f + tileFloats;
        loops.sigmoid(sums, i, bias, b, pixels);
        loops.tanh(sums, j, bias, b + tileChannels, pixels);
        loops.sigmoid(sums, f, bias, b + 2 * tileChannels, pixels);
        loops.sigmoid(sums, o, bias, b + 3 * tileChannels, pixels);
        loops.multiplyAdd(sums, i, j, c, f, j, pixels);
        loops.hidden(sums, j, o, i, pixels);
    }
}
