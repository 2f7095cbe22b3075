package org.derain4j.kernels.tiled;

import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.RowKernel;

/**
 * The gate of an attention whose features are never there as a whole: their sums are taken row by row, and the small layers run
 * when all rows have passed.
 *
 * @param features f
 * @param sums     of the features
 * @param gathered whether the step that makes the features gathers the sums, too
 * @param layers   from the means to the factors
 * @param out      the factors
 */
record ChannelGate(MapView features, ChannelSums sums, boolean gathered, GateLayers layers, MapView out)
        implements
        RowKernel {

    @Override
    public int rows() {
        return features.shape().height();
    }

    @Override
    public void run(int fromRow, int toRow, int strip, int worker) {
        for (int y = gathered ? toRow : fromRow; y < toRow; y++) {
            sums.add(y, 0, 0, features.shape().width(), worker);
        }
    }

    @Override
    public Runnable end() {
        return () -> System.arraycopy(layers.factors(sums), 0, out.array(0), out.offset(0), out.rowFloats());
    }
}
