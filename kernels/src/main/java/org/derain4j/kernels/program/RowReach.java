package org.derain4j.kernels.program;

import java.util.List;

/**
 * The rows of one input that a step reads for row y of its result, as if every filter had three taps:
 * {@code floor((times * y + plus) / over)} is the first of them. Also right for rows outside the maps.
 *
 * @param times rows of the input per row of the result
 * @param plus  where row 0 begins
 * @param over  rows of the result per row of the input
 * @param rows  how many are read
 */
record RowReach(int times, int plus, int over, int rows) {

    private static final RowReach SAME_ROW = new RowReach(1, 0, 1, 1);
    private static final RowReach THREE_TAPS = new RowReach(1, -1, 1, 3);

    /** How a step reads a map. */
    static RowReach of(Step.ByRows step, int map, List<Shape> shapes) {
        return switch (step) {
            case Step.BoxDownscale s -> new RowReach(s.factor(), 0, 1, s.factor());
            case Step.Convolution s when s.inputs().contains(map) -> switch (s.window()) {
                case CONV, TRANSPOSED -> THREE_TAPS;
                case CONV_STRIDE2 -> new RowReach(2, -pad(s.window(), map, shapes), 1, 3);
                case TRANSPOSED_STRIDE2 -> new RowReach(1, pad(s.window(), s.output(), shapes) - 2, 2, 2);
            };
            case Step.ConvLstm s -> map == s.input() || map == s.hidden() ? THREE_TAPS : SAME_ROW;
            case Step.ConvLstmZeroState _ -> THREE_TAPS;
            case Step.Convolution _,Step.Prelu _,Step.Pointwise _,Step.Add _ -> SAME_ROW;
        };
    }

    private static int pad(Window window, int larger, List<Shape> shapes) {
        return window.padBefore(3, shapes.get(larger).height());
    }

    /** The first row that is read for row y. */
    int first(int y) {
        return Math.floorDiv(times * y + plus, over);
    }

    /** The row after the last that is read for the rows before y. */
    int end(int y) {
        return first(y - 1) + rows;
    }
}
