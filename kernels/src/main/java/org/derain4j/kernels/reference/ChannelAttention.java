package org.derain4j.kernels.reference;

import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.Workspace;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/** Channel attention and its residual sum. */
final class ChannelAttention {

    private ChannelAttention() {}

    static void run(Step.ChannelAttention step, Parameters parameters, Workspace maps) {
        MapView features = maps.map(step.input());
        MapView skip = maps.map(step.skip());
        MapView out = maps.map(step.output());
        double[] scale = dense(dense(means(features), step.squeeze(), parameters), step.excite(), parameters);
        Shape shape = out.shape();
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    double gate = Pointwise.sigmoid(scale[c]);
                    out.set(y, x, c, (float) (skip.get(y, x, c) + features.get(y, x, c) * gate));
                }
            }
        }
    }

    private static double[] means(MapView map) {
        Shape shape = map.shape();
        double[] means = new double[shape.channels()];
        for (int c = 0; c < means.length; c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    means[c] += map.get(y, x, c);
                }
            }
            means[c] /= (double) shape.height() * shape.width();
        }
        return means;
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
