package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.ConvTile.CHANNELS;
import static org.derain4j.kernels.vector.Lanes.N;
import static org.derain4j.kernels.vector.Lanes.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.derain4j.kernels.Epilogue;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.cpu.MapView;

/**
 * Bias, PReLU and the sum with another map, while the tile is still in cache. What is absent is made neutral (bias 0, slope
 * 1, addend 0), so there is one loop and no branch in it.
 */
final class EpilogueSink implements TileSink {

    private static final float[] ZEROS = new float[CHANNELS];

    private final MapView out;
    private final MapView addend;
    private final float sign;
    private final float[] bias;
    private final float[] slope;

    EpilogueSink(Epilogue epilogue, Filters filters, MapView out, MapView addend) {
        this.out = out;
        this.addend = addend;
        this.sign = epilogue.negated() ? -1 : 1;
        this.bias = padded(epilogue.bias(), 0, filters);
        this.slope = padded(epilogue.slope(), 1, filters);
    }

    private float[] padded(String name, float neutral, Filters filters) {
        int channels = out.shape().channels();
        float[] lanes = new float[(channels + CHANNELS - 1) / CHANNELS * CHANNELS];
        Arrays.fill(lanes, neutral);
        if (name != null) {
            System.arraycopy(filters.get(name).values(), 0, lanes, 0, channels);
        }
        return lanes;
    }

    @Override
    public int tilesTogether() {
        return 1;
    }

    @Override
    public void store(Scratch scratch, int s, int tile, int y, int x, int step, int pixels) {
        int channels = out.shape().channels();
        int c = tile * CHANNELS;
        int real = Math.min(CHANNELS, channels - c);
        int pitch = step * channels;
        int to = out.offset(y) + x * channels + c;
        float[] sums = scratch.sums;
        if (real == CHANNELS) {
            if (addend == null) {
                finish(sums, s, c, ZEROS, 0, 0, out.array(y), to, pitch, pixels);
            } else {
                finish(sums, s, c, addend.array(y), addend.offset(y) + x * channels + c, pitch, out.array(y), to, pitch,
                        pixels);
            }
            return;
        }
        // a tile with lanes beyond the last channel: finished in scratch, then only the real lanes are copied
        if (addend == null) {
            finish(sums, s, c, ZEROS, 0, 0, sums, s, CHANNELS, pixels);
        } else {
            copy(addend.array(y), addend.offset(y) + x * channels + c, pitch, scratch.spare, 0, CHANNELS, real, pixels);
            finish(sums, s, c, scratch.spare, 0, CHANNELS, sums, s, CHANNELS, pixels);
        }
        copy(sums, s, CHANNELS, out.array(y), to, pitch, real, pixels);
    }

    private void finish(float[] sums, int s, int c, float[] add, int a, int addPitch, float[] to, int t, int pitch,
            int pixels) {
        for (int v = 0; v < CHANNELS; v += N) {
            FloatVector biases = FloatVector.fromArray(S, bias, c + v);
            FloatVector slopes = FloatVector.fromArray(S, slope, c + v);
            FloatVector signs = FloatVector.broadcast(S, sign);
            for (int p = 0; p < pixels; p++) {
                FloatVector y = FloatVector.fromArray(S, sums, s + p * CHANNELS + v).add(biases);
                y = y.blend(y.mul(slopes), y.compare(VectorOperators.LT, 0f));
                y.fma(signs, FloatVector.fromArray(S, add, a + p * addPitch + v)).intoArray(to, t + p * pitch + v);
            }
        }
    }

    /** Copies some channels of a few pixels. */
    static void copy(float[] from, int f, int fromPitch, float[] to, int t, int toPitch, int channels, int pixels) {
        for (int p = 0; p < pixels; p++) {
            System.arraycopy(from, f + p * fromPitch, to, t + p * toPitch, channels);
        }
    }
}
