package org.derain4j.kernels.tiled;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.Parameters;

/**
 * Bias, PReLU and the sum with another map, on the way from cache to memory. Bias and slope that are absent are made
 * neutral, so there is one loop with an addend and one without.
 */
final class EpilogueSink implements Sink {

    private final ElementLoops loops;
    private final MapView out;
    private final MapView addend;
    private final ElementLoops.Parameters parameters;
    private final int channels;
    private final int blocks;
    private final int blockColumns;

    EpilogueSink(Microkernels microkernels, Epilogue epilogue, Parameters parameters, MapView out, MapView addend) {
        this.loops = microkernels.elements();
        this.out = out;
        this.addend = addend;
        this.channels = out.shape().channels();
        int tiles = Math.ceilDiv(channels, microkernels.channels());
        this.blocks = Math.ceilDiv(tiles, Math.max(1, BLOCK_COLUMNS / microkernels.channels()));
        this.blockColumns = Math.ceilDiv(tiles, blocks) * microkernels.channels();
        this.parameters = new ElementLoops.Parameters(table(epilogue.bias(), 0, parameters, microkernels.lanes()),
                table(epilogue.slope(), 1, parameters, microkernels.lanes()), epilogue.negated() ? -1 : 1);
    }

    private float[] table(String name, float neutral, Parameters parameters, int lanes) {
        float[] values = new float[channels];
        Arrays.fill(values, neutral);
        return ElementLoops.periodic(name == null ? values : parameters.get(name).values(), lanes);
    }

    @Override
    public int[] columns() {
        return IntStream.range(0, blocks * blockColumns)
                .map(lane -> lane < channels ? lane : PackedFilter.NO_COLUMN).toArray();
    }

    @Override
    public int blockColumns() {
        return blockColumns;
    }

    @Override
    public void store(Scratch scratch, int s, int block, int y, int x, int pixels) {
        int c = block * blockColumns;
        int real = Math.min(blockColumns, channels - c);
        if (real < channels) {
            for (int p = 0; p < pixels; p++) {
                run(scratch.sums, s + p * blockColumns, c, y, (x + p) * channels + c, real);
            }
            return;
        }
        if (channels < blockColumns) {
            Sink.copy(scratch.sums, s, blockColumns, scratch.sums, s, channels, channels, pixels);
        }
        run(scratch.sums, s, 0, y, x * channels, pixels * channels);
    }

    /** Values that are neighbours in the sums and in the map's row. */
    private void run(float[] sums, int s, int c, int y, int at, int floats) {
        if (addend == null) {
            loops.finish(parameters, c, sums, s, out.array(y), out.offset(y) + at, floats);
        } else {
            loops.finishAndAdd(parameters, c, sums, s, addend.array(y), addend.offset(y) + at, out.array(y),
                    out.offset(y) + at, floats);
        }
    }
}
