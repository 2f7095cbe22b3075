package org.derain4j.kernels.tiled;

import java.util.Arrays;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.cpu.Allocatable;
import org.derain4j.kernels.cpu.MapView;

/**
 * A map's sums per channel, for the means of its attention: of each strip's part of each row by itself, added up in that
 * order, so that they are the same bits for any number of threads.
 */
final class ChannelSums implements Allocatable {

    private final ElementLoops loops;
    private final MapView map;
    private final int channels;
    private final int strips;

    /** {@code [height][strips][channels]}. */
    private double[] sums;

    /** Per worker: sums in lanes, {@link ElementLoops#periodic}. */
    private final float[][] lanes;

    /**
     * Sums to be gathered.
     *
     * @param strips parts that rows come in
     */
    ChannelSums(Microkernels microkernels, MapView map, int strips, int threads) {
        this.loops = microkernels.elements();
        this.map = map;
        this.channels = map.shape().channels();
        this.strips = strips;
        this.lanes = new float[threads][];
        Arrays.setAll(lanes, worker -> ElementLoops.periodic(new float[channels], microkernels.lanes()));
    }

    private int count() {
        return Math.multiplyExact(map.shape().height() * strips, channels);
    }

    @Override
    public long bytes() {
        return (long) count() * Double.BYTES;
    }

    @Override
    public void allocate(Cancellation cancellation) {
        cancellation.check();
        sums = sums == null ? new double[count()] : sums;
    }

    /** Sums up a strip's part of a row: values that have just been stored are still in cache. */
    void add(int y, int strip, int x, int pixels, int worker) {
        float[] row = lanes[worker];
        Arrays.fill(row, 0);
        loops.sum(map.array(y), map.offset(y) + x * channels, pixels * channels, row);
        int to = (y * strips + strip) * channels;
        Arrays.fill(sums, to, to + channels, 0);
        for (int i = 0; i < row.length; i++) {
            sums[to + i % channels] += row[i];
        }
    }

    /** The means, when all parts of all rows are there. */
    double[] means() {
        double[] means = new double[channels];
        for (int i = 0; i < sums.length; i++) {
            means[i % channels] += sums[i];
        }
        for (int c = 0; c < channels; c++) {
            means[c] /= (double) map.shape().height() * map.shape().width();
        }
        return means;
    }
}
