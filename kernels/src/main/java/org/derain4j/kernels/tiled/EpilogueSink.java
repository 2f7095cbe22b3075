package org.derain4j.kernels.tiled;

import java.util.Arrays;
import org.derain4j.kernels.Epilogue;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.cpu.MapView;

/**
 * Bias, PReLU and the sum with another map, while the tile is still in cache. What is absent is made neutral (bias 0, slope
 * 1, addend 0), so there is one loop and no branch in it.
 */
final class EpilogueSink implements TileSink {

    private final TileLoops loops;
    private final int tileChannels;
    private final float[] zeros;
    private final MapView out;
    private final MapView addend;
    private final TileLoops.Parameters parameters;

    EpilogueSink(Arithmetic arithmetic, Epilogue epilogue, Filters filters, MapView out, MapView addend) {
        this.loops = arithmetic.tiles();
        this.tileChannels = arithmetic.channels();
        this.zeros = new float[tileChannels];
        this.out = out;
        this.addend = addend;
        this.parameters = new TileLoops.Parameters(padded(epilogue.bias(), 0, filters),
                padded(epilogue.slope(), 1, filters), epilogue.negated() ? -1 : 1);
    }

    private float[] padded(String name, float neutral, Filters filters) {
        int channels = out.shape().channels();
        float[] lanes = new float[(channels + tileChannels - 1) / tileChannels * tileChannels];
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
        int c = tile * tileChannels;
        int real = Math.min(tileChannels, channels - c);
        int pitch = step * channels;
        int to = out.offset(y) + x * channels + c;
        float[] sums = scratch.sums;
        if (real == tileChannels) {
            if (addend == null) {
                loops.finish(parameters, c, sums, s, zeros, 0, 0, out.array(y), to, pitch, pixels);
            } else {
                loops.finish(parameters, c, sums, s, addend.array(y), addend.offset(y) + x * channels + c, pitch,
                        out.array(y), to, pitch, pixels);
            }
            return;
        }
        // a tile with lanes beyond the last channel: finished in scratch, then only the real lanes are copied
        if (addend == null) {
            loops.finish(parameters, c, sums, s, zeros, 0, 0, sums, s, tileChannels, pixels);
        } else {
            copy(addend.array(y), addend.offset(y) + x * channels + c, pitch, scratch.spare, 0, tileChannels, real,
                    pixels);
            loops.finish(parameters, c, sums, s, scratch.spare, 0, tileChannels, sums, s, tileChannels, pixels);
        }
        copy(sums, s, tileChannels, out.array(y), to, pitch, real, pixels);
    }

    /** Copies some channels of a few pixels. */
    static void copy(float[] from, int f, int fromPitch, float[] to, int t, int toPitch, int channels, int pixels) {
        for (int p = 0; p < pixels; p++) {
            System.arraycopy(from, f + p * fromPitch, to, t + p * toPitch, channels);
        }
    }
}
