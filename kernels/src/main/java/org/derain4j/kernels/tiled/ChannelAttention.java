package org.derain4j.kernels.tiled;

import java.util.Arrays;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.Step;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.Workers;
import org.derain4j.kernels.cpu.Workspace;

/**
 * Channel attention: sums per row, added up in row order (the same bits for any number of threads), two small dense layers
 * in double, then {@code skip + f * s} by rows.
 */
final class ChannelAttention {

    private final Arithmetic arithmetic;
    private final MapView features;
    private final MapView skip;
    private final MapView out;
    private final Dense squeeze;
    private final Dense excite;
    private final double[] rowSums;
    private final int channels;

    ChannelAttention(Arithmetic arithmetic, Step.ChannelAttention step, Filters filters, Workspace maps) {
        this.arithmetic = arithmetic;
        features = maps.map(step.input());
        skip = maps.map(step.skip());
        out = maps.map(step.output());
        squeeze = Dense.of(step.squeeze(), filters);
        excite = Dense.of(step.excite(), filters);
        channels = features.shape().channels();
        rowSums = new double[features.shape().height() * channels];
    }

    void run(Workers workers) {
        int rows = features.shape().height();
        float[][] sums = new float[workers.threads()][];
        Arrays.setAll(sums, worker -> RowLoops.periodic(new float[channels], arithmetic.lanes()));
        workers.run(rows, (y, worker) -> sumRow(y, sums[worker]));
        double[] means = new double[channels];
        for (int i = 0; i < rowSums.length; i++) {
            means[i % channels] += rowSums[i];
        }
        for (int c = 0; c < channels; c++) {
            means[c] /= (double) rows * features.shape().width();
        }
        double[] gates = excite.apply(squeeze.apply(means));
        float[] scale = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (1 / (1 + Math.exp(-gates[c])));
        }
        float[] table = RowLoops.periodic(scale, arithmetic.lanes());
        workers.run(rows,
                (y, worker) -> arithmetic.rows().scaleAdd(features.array(y), features.offset(y), table, skip.array(y),
                        skip.offset(y), out.array(y), out.offset(y), out.rowFloats()));
    }

    private void sumRow(int y, float[] sums) {
        Arrays.fill(sums, 0);
        arithmetic.rows().sum(features.array(y), features.offset(y), features.rowFloats(), sums);
        Arrays.fill(rowSums, y * channels, (y + 1) * channels, 0);
        for (int i = 0; i < sums.length; i++) {
            rowSums[y * channels + i % channels] += sums[i];
        }
    }

    /** A fully connected layer: {@code in x out} weights, biases, and slopes or null. */
    private record Dense(float[] weights, float[] bias, float[] slope) {

        static Dense of(Step.Dense layer, Filters filters) {
            return new Dense(filters.get(layer.filter()).values(), filters.get(layer.bias()).values(),
                    layer.slope() == null ? null : filters.get(layer.slope()).values());
        }

        double[] apply(double[] in) {
            double[] out = new double[bias.length];
            for (int o = 0; o < out.length; o++) {
                double sum = bias[o];
                for (int i = 0; i < in.length; i++) {
                    sum += in[i] * weights[i * out.length + o];
                }
                out[o] = slope == null || sum > 0 ? sum : sum * slope[o];
            }
            return out;
        }
    }
}
