package org.derain4j.kernels.program;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One dimension of a {@link Window}, rows or columns: the outputs {@code start, start + step, ...}, of which number t is the sum
 * of tap {@code taps[j]} of the filter times input {@code inputStep * t + first + j}. Inputs outside the map are zeros. A
 * transposed convolution of stride 2 has two such phases in each dimension, its even and its odd outputs, every other window has
 * one; so one kernel serves all.
 *
 * @param start     first output
 * @param step      between outputs
 * @param inputStep inputs per output
 * @param first     first input of output number 0; negative in the padding
 * @param taps      which of the filter's rows (or columns), in the order of the inputs they meet
 */
public record Axis(int start, int step, int inputStep, int first, List<Integer> taps) {

    /** Copies the list. */
    public Axis {
        Objects.requireNonNull(taps, "taps");
        taps = List.copyOf(taps);
    }

    /**
     * The phases of a window along one dimension of two maps.
     *
     * @param window stride and direction
     * @param kernel taps of the filter: 3, or 1 at stride 1
     * @param output size of the output
     * @param input  size of the input
     * @return those that have an output, by their start
     */
    public static List<Axis> phases(Window window, int kernel, int output, int input) {
        Objects.requireNonNull(window, "window");
        return phases(window, kernel, window.padBefore(kernel, window.larger(input, output))).stream()
                .filter(axis -> axis.start < output).toList();
    }

    /**
     * The phases of a window along one dimension, whatever its size.
     *
     * @param window stride and direction
     * @param kernel taps of the filter: 3, or 1 at stride 1
     * @param pad    zeros before the larger map, {@link Window#padBefore}
     * @return one, or two of every other output, by their start
     */
    public static List<Axis> phases(Window window, int kernel, int pad) {
        Objects.requireNonNull(window, "window");
        List<Integer> taps = IntStream.range(0, kernel).boxed().toList();
        return switch (window) {
            case CONV -> List.of(new Axis(0, 1, 1, -pad, taps));
            case CONV_STRIDE2 -> List.of(new Axis(0, 1, 2, -pad, taps));
            case TRANSPOSED -> List.of(new Axis(0, 1, 1, -pad, taps.reversed()));
            case TRANSPOSED_STRIDE2 -> List.of(transposedPhase(0, pad), transposedPhase(1, pad));
        };
    }

    /**
     * Output y meets input i with tap k where y + pad = 2 i + k: taps 2 and 0 (inputs e - 1 and e) where y + pad is even,
     * tap 1 where it is odd.
     */
    private static Axis transposedPhase(int start, int pad) {
        int position = start + pad;
        return position % 2 == 0
                ? new Axis(start, 2, 1, position / 2 - 1, List.of(2, 0))
                : new Axis(start, 2, 1, position / 2, List.of(1));
    }

    /**
     * The phase that makes an output.
     *
     * @param phases of a window, by their start
     * @param output its number, also outside the map
     * @return the one whose outputs it is among
     */
    public static Axis of(List<Axis> phases, int output) {
        Objects.requireNonNull(phases, "phases");
        return phases.get(Math.floorMod(output, phases.size()));
    }

    /**
     * The input that meets the first tap.
     *
     * @param output one of this phase, also outside the map
     * @return its number; the inputs of the other taps follow
     */
    public int firstInput(int output) {
        return inputStep * Math.floorDiv(output - start, step) + first;
    }

    /**
     * How many outputs of this phase there are below a limit.
     *
     * @param limit size of the output, or less
     * @return 0 or more
     */
    public int count(int limit) {
        return limit <= start ? 0 : (limit - start + step - 1) / step;
    }
}
