package org.derain4j.kernels.tiled;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.Stage;
import org.derain4j.kernels.cpu.Workspace;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Step;

/** Channel attention: the means per channel, two small dense layers in double, then {@code skip + f * s} by rows. */
final class ChannelAttention {

    private final Microkernels microkernels;
    private final MapView features;
    private final MapView skip;
    private final MapView out;
    private final Dense squeeze;
    private final Dense excite;
    private final ChannelSums sums;
    private final boolean gathered;

    /** What the features are multiplied by, {@link ElementLoops#periodic}; of the run in hand. */
    private float[] scale;

    /**
     * Prepares it.
     *
     * @param sums     of the features
     * @param gathered whether somebody else has filled them before
     */
    ChannelAttention(Microkernels microkernels, Step.ChannelAttention step, Parameters parameters, Workspace maps,
            ChannelSums sums,
            boolean gathered) {
        this.microkernels = microkernels;
        this.features = maps.map(step.input());
        this.skip = maps.map(step.skip());
        this.out = maps.map(step.output());
        this.squeeze = Dense.of(step.squeeze(), parameters);
        this.excite = Dense.of(step.excite(), parameters);
        this.sums = sums;
        this.gathered = gathered;
    }

    List<Stage> stages() {
        int rows = features.shape().height();
        List<Stage> stages = new ArrayList<>();
        if (!gathered) {
            stages.add(Stage.of(rows, (y, worker) -> sums.add(y, 0, 0, features.shape().width(), worker)));
        }
        stages.add(Stage.of(1, (piece, worker) -> gate()));
        stages.add(Stage.of(rows, (y, worker) -> scaleRow(y)));
        return stages;
    }

    /** From the means to one factor per channel. */
    private void gate() {
        double[] gates = excite.apply(squeeze.apply(sums.means()));
        float[] factors = new float[gates.length];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = (float) (1 / (1 + Math.exp(-gates[c])));
        }
        scale = ElementLoops.periodic(factors, microkernels.lanes());
    }

    private void scaleRow(int y) {
        microkernels.elements().scaleAdd(features.array(y), features.offset(y), scale, skip.array(y), skip.offset(y),
                out.array(y), out.offset(y), out.rowFloats());
    }

    /** A fully connected layer: {@code in x out} weights, biases, and slopes or null. */
    private record Dense(float[] weights, float[] bias, float[] slope) {

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
