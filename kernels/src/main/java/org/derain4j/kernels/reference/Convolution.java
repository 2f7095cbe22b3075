package org.derain4j.kernels.reference;

import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.Workspace;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Step;

/** A convolution and its epilogue, by the definition. */
final class Convolution {

    private final MapView out;
    private final MapView addend;
    private final boolean negated;
    private final float[] bias;
    private final float[] slope;
    private final Sums sums;
    private final Cancellation cancellation;

    Convolution(Step.Convolution step, Parameters parameters, Workspace maps, Cancellation cancellation) {
        Epilogue epilogue = step.epilogue();
        out = maps.map(step.output());
        addend = epilogue.hasAddend() ? maps.map(epilogue.addend()) : null;
        negated = epilogue.negated();
        bias = epilogue.bias() == null ? null : parameters.get(epilogue.bias()).values();
        slope = epilogue.slope() == null ? null : parameters.get(epilogue.slope()).values();
        sums = new Sums(step.inputs().stream().map(maps::map).toList(), step.window(), parameters.get(step.filter()),
                out.shape());
        this.cancellation = cancellation;
    }

    void row(int y) {
        for (int x = 0; x < out.shape().width(); x++) {
            cancellation.check();
            for (int c = 0; c < out.shape().channels(); c++) {
                double sum = sums.at(y, x, c);
                if (bias != null) {
                    sum += bias[c];
                }
                if (slope != null) {
                    sum = Pointwise.prelu(sum, slope[c]);
                }
                if (addend != null) {
                    sum = addend.get(y, x, c) + (negated ? -sum : sum);
                }
                out.set(y, x, c, (float) sum);
            }
        }
    }
}
