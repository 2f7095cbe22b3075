package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.ConvTile.CHANNELS;
import static org.derain4j.kernels.vector.PackedFilter.NO_COLUMN;

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
    private static final int TILE = ConvTile.PIXELS * CHANNELS;

    private final MapView cell;
    private final MapView newCell;
    private final MapView newHidden;
    private final int[] gates;
    private final float[] bias;

    private LstmSink(MapView cell, MapView newCell, MapView newHidden, int[] gates, float[] bias) {
        this.cell = cell;
        this.newCell = newCell;
        this.newHidden = newHidden;
        this.gates = gates;
        int[] columns = columns();
        this.bias = new float[columns.length];
        for (int lane = 0; lane < columns.length; lane++) {
            if (columns[lane] != NO_COLUMN) {
                boolean forget = gates[lane / CHANNELS % gates.length] == F;
                this.bias[lane] = bias[columns[lane]] + (forget ? FORGET_BIAS : 0);
            }
        }
    }

    static LstmSink zeroState(MapView hidden, float[] bias) {
        return new LstmSink(null, null, hidden, ZERO_STATE, bias);
    }

    static LstmSink withState(MapView cell, MapView newCell, MapView newHidden, float[] bias) {
        return new LstmSink(cell, newCell, newHidden, WITH_STATE, bias);
    }

    /** The filter's columns in the order of the tiles: CHANNELS features of every gate, then the next features. */
    int[] columns() {
        int features = newHidden.shape().channels();
        int blocks = (features + CHANNELS - 1) / CHANNELS;
        int[] columns = new int[blocks * gates.length * CHANNELS];
        Arrays.fill(columns, NO_COLUMN);
        for (int feature = 0; feature < features; feature++) {
            for (int g = 0; g < gates.length; g++) {
                int tile = feature / CHANNELS * gates.length + g;
                columns[tile * CHANNELS + feature % CHANNELS] = gates[g] * features + feature;
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
        int c = tile * CHANNELS;
        int real = Math.min(CHANNELS, features - c);
        int at = x * features + c;
        int b = tile * gates.length * CHANNELS;
        float[] sums = scratch.sums;
        int state = sums.length - TILE;
        if (cell == null) {
            Gates.zeroState(sums, s, bias, b, pixels);
        } else {
            EpilogueSink.copy(cell.array(y), cell.offset(y) + at, features, sums, state, CHANNELS, real,
                    pixels);
            Gates.withState(sums, s, state, bias, b, pixels);
            EpilogueSink.copy(sums, s + TILE, CHANNELS, newCell.array(y), newCell.offset(y) + at, features, real,
                    pixels);
        }
        EpilogueSink.copy(sums, s, CHANNELS, newHidden.array(y), newHidden.offset(y) + at, features, real, pixels);
    }
}
