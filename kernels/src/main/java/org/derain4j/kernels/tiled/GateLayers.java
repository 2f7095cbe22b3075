package org.derain4j.kernels.tiled;

import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Step;

/** The two small layers of channel attention, in double: from the means of the features to a factor per channel. */
record GateLayers(Dense squeeze, Dense excite) {

    static GateLayers of(Step.Dense squeeze, Step.Dense excite, Parameters parameters) {
        return new GateLayers(Dense.of(squeeze, parameters), Dense.of(excite, parameters));
    }

    /** When all sums are there. */
    float[] factors(ChannelSums sums) {
        double[] gates = excite.apply(squeeze.apply(sums.means()));
        float[] factors = new float[gates.length];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = (float) (1 / (1 + Math.exp(-gates[c])));
        }
        return factors;
    }

    /** A fully connected layer: {@code in x out} weights, biases, and slopes or null. */
    record Dense(float[] weights, float[] bias, float[] slope) {

        static Dense of(Step.Dense layer, Parameters parameters) {
            return new Dense(parameters.get(layer.filter()).values(), parameters.get(layer.bias()).values(),
                    layer.slope() == null ? null : parameters.get(layer.slope()).values());
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
