package org.derain4j.kernels.reference;

import java.util.Arrays;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * Channel attention and its residual sum: the sums of each row by itself, added up in their order, so that features of which not
 * all rows are there at once give the same.
 */
final class ChannelAttention {

    private final MapView features;
    private final Step.Dense squeeze;
    private final Step.Dense excite;
    private final Parameters parameters;

    /** {@code [height][channels]}. */
    private final double[][] sums;

    /** What the features are multiplied by; of the run in hand. */
    private double[] gate;

    ChannelAttention(MapView features, Step.Dense squeeze, Step.Dense excite, Parameters parameters) {
        this.features = features;
        this.squeeze = squeeze;
        this.excite = excite;
        this.parameters = parameters;
        this.sums = new double[features.shape().height()][];
    }

    void sum(int y) {
        Shape shape = features.shape();
        double[] row = new double[shape.channels()];
        for (int x = 0; x < shape.width(); x++) {
            for (int c = 0; c < row.length; c++) {
                row[c] += features.get(y, x, c);
            }
        }
        sums[y] = row;
    }

    /** When all rows are summed. */
    void gate() {
        double[] means = new double[features.shape().channels()];
        for (int c = 0; c < means.length; c++) {
            for (double[] row : sums) {
                means[c] += row[c];
            }
            means[c] /= features.shape().pixels();
        }
        gate = Arrays.stream(dense(dense(means, squeeze, parameters), excite, parameters)).map(Pointwise::sigmoid)
                .toArray();
    }

    void store(MapView out) {
        for (int c = 0; c < gate.length; c++) {
            out.set(0, 0, c, (float) gate[c]);
        }
    }

    /** {@code skip + f * s}. */
    void scale(MapView from, MapView skip, MapView out, int y) {
        Shape shape = out.shape();
        for (int x = 0; x < shape.width(); x++) {
            for (int c = 0; c < shape.channels(); c++) {
                out.set(y, x, c, (float) (skip.get(y, x, c) + from.get(y, x, c) * gate[c]));
            }
        }
    }

    /** All of it, over whole maps. */
    void run(MapView skip, MapView out, Cancellation cancellation) {
        int height = features.shape().height();
        for (int y = 0; y < height; y++) {
            cancellation.check();
            sum(y);
        }
        gate();
        for (int y = 0; y < height; y++) {
            cancellation.check();
            scale(features, skip, out, y);
        }
    }

    private static double[] dense(double[] in, Step.Dense layer, Parameters parameters) {
        float[] w = parameters.get(layer.filter()).values();
        float[] bias = parameters.get(layer.bias()).values();
        double[] out = new double[bias.length];
        for (int o = 0; o < out.length; o++) {
            out[o] = bias[o];
            for (int i = 0; i < in.length; i++) {
                out[o] += in[i] * w[i * out.length + o];
            }
            if (layer.slope() != null) {
                out[o] = Pointwise.prelu(out[o], parameters.get(layer.slope()).values()[o]);
            }
        }
        return out;
    }
}
