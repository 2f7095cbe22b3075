package org.derain4j.kernels.program;

import java.util.List;

/**
 * What a convolutional LSTM's parameters hold, and what of it can reach the result of a step from the zero state. Then h is zero,
 * which leaves the filter's first X input channels, those of x; and c is, which leaves the gates of {@link Gate#ZERO_STATE}.
 *
 * @param inputs   X, channels of x
 * @param features F, channels of h and of c
 */
public record LstmShape(int inputs, int features) {

    private static final int KERNEL = 3;

    /**
     * The filter.
     *
     * @return {@code [3, 3, X + F, 4F]}
     */
    public List<Integer> filter() {
        return List.of(KERNEL, KERNEL, inputs + features, Gate.WITH_STATE.size() * features);
    }

    /**
     * The bias.
     *
     * @return {@code [4F]}
     */
    public List<Integer> bias() {
        return List.of(Gate.WITH_STATE.size() * features);
    }

    /**
     * Of the filter what is live from the zero state.
     *
     * @return {@code [3, 3, X, 3F]}
     */
    public List<Integer> liveFilter() {
        return List.of(KERNEL, KERNEL, inputs, Gate.ZERO_STATE.size() * features);
    }

    /**
     * Of the bias what is live from the zero state.
     *
     * @return {@code [3F]}
     */
    public List<Integer> liveBias() {
        return List.of(Gate.ZERO_STATE.size() * features);
    }

    /**
     * Multiply-adds of a step with a state.
     *
     * @return for each pixel
     */
    public long macs() {
        return values(filter());
    }

    /**
     * Multiply-adds of a step from the zero state.
     *
     * @return for each pixel
     */
    public long liveMacs() {
        return values(liveFilter());
    }

    private static long values(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
