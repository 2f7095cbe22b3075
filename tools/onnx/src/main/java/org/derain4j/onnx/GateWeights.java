package org.derain4j.onnx;

import org.derain4j.kernels.program.Gate;
import org.derain4j.onnx.writer.Tensor;

/**
 * The weights of one gate of a conv-LSTM over x alone, as a step from the zero state needs them.
 *
 * @param filter {@code [3, 3, X, F]}
 * @param bias   {@code [F]}
 */
public record GateWeights(Tensor filter, Tensor bias) {

    /**
     * Cuts them out.
     *
     * @param gate     which
     * @param filter   {@code [3, 3, X + F, 4F]}
     * @param bias     {@code [4F]}
     * @param features F
     * @return copies
     */
    public static GateWeights of(Gate gate, Tensor filter, Tensor bias, int features) {
        int from = gate.channel(0, features);
        int to = from + features;
        int inputs = filter.shape()[2] - features;
        return new GateWeights(filter.slice(2, 0, inputs).slice(3, from, to), bias.slice(0, from, to));
    }
}
