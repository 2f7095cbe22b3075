package org.derain4j.kernels.tiled;

import java.util.List;
import java.util.stream.IntStream;
import org.derain4j.kernels.program.Window;

/**
 * How one dimension of a convolution runs: outputs {@code start, start + step, ...}; output number t takes tap
 * {@code taps[j]} of the filter times input {@code inputStep * t + first + j}. A stride-2 transposed convolution has two
 * such phases per dimension (its even and its odd outputs), every other window has one; so one kernel serves all.
 *
 * @param start     first output
 * @param step      between outputs
 * @param inputStep inputs per output
 * @param first     first input of output number 0; negative in the padding
 * @param taps      which of the filter's rows (or columns), in the order of the inputs they meet
 */
record Axis(int start, int step, int inputStep, int first, int[] taps) {

    /**
     * The phases of a window along one dimension.
     *
     * @param kernel taps of the filter, 1 or 3
     * @param output size of the output
     * @param input  size of the input
     */
    static List<Axis> phases(Window window, int kernel, int output, int input) {
        int pad = window.padBefore(kernel, Math.max(output, input));
        int[] inOrder = IntStream.range(0, kernel).toArray();
        int[] flipped = IntStream.range(0, kernel).map(k -> kernel - 1 - k).toArray();
        return switch (window) {
            case CONV -> List.of(new Axis(0, 1, 1, -pad, inOrder));
            case CONV_STRIDE2 -> List.of(new Axis(0, 1, 2, -pad, inOrder));
            case TRANSPOSED -> List.of(new Axis(0, 1, 1, -pad, flipped));
            case TRANSPOSED_STRIDE2 -> output == 1
                    ? List.of(transposedPhase(0, pad))
                    : List.of(transposedPhase(0, pad), transposedPhase(1, pad));
        };
    }

    /**
     * Output y meets input i with tap k where y + pad = 2 i + k: taps 2 and 0 (inputs e - 1 and e) where y + pad is even,
     * tap 1 where it is odd.
     */
    private static Axis transposedPhase(int start, int pad) {
        int position = start + pad;
        return position % 2 == 0
                ? new Axis(start, 2, 1, position / 2 - 1, new int[]{2, 0})
                : new Axis(start, 2, 1, position / 2, new int[]{1});
    }

    /** Outputs below a limit. */
    int count(int limit) {
        return limit <= start ? 0 : (limit - start + step - 1) / step;
    }
}
