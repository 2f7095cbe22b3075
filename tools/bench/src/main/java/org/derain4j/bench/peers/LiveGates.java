package org.derain4j.bench.peers;

import java.util.Arrays;
import java.util.List;
import org.derain4j.onnx.Tensor;

/**
 * What one step of a conv-LSTM from the zero state really needs: the gates i, j and o over x alone.
 *
 * @param gates in that order
 */
record LiveGates(List<Gate> gates) {

    private static final int[] LIVE = {0, 1, 3};

    /**
     * One gate's sums.
     *
     * @param filter {@code [3, 3, X, F]}
     * @param bias   {@code [F]}
     */
    record Gate(Tensor filter, Tensor bias) {}

    /**
     * Cuts them out.
     *
     * @param filter   {@code [3, 3, X + F, 4F]}
     * @param bias     {@code [4F]}
     * @param features F
     */
    static LiveGates of(Tensor filter, Tensor bias, int features) {
        Tensor ofInput = filter.slice(2, 0, filter.shape()[2] - features);
        return new LiveGates(Arrays.stream(LIVE).map(gate -> gate * features)
                .mapToObj(from -> new Gate(ofInput.slice(3, from, from + features),
                        bias.slice(0, from, from + features)))
                .toList());
    }
}
