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
    private final GateLayers gate;
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
        this.gate = GateLayers.of(step.squeeze(), step.excite(), parameters);
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
        scale = ElementLoops.periodic(gate.factors(sums), microkernels.lanes());
    }

    private void scaleRow(int y) {
        microkernels.elements().scaleAdd(features.array(y), features.offset(y), scale, skip.array(y), skip.offset(y),
                out.array(y), out.offset(y), out.rowFloats());
    }
}
