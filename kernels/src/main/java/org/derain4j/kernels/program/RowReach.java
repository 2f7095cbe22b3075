package org.derain4j.kernels.program;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of one input that a step reads for row y of its result, as if every filter had three taps. Also right for rows outside
 * the maps.
 *
 * @param phases of the rows, by their start
 */
record RowReach(List<Axis> phases) {

    private static final int KERNEL = 3;
    private static final RowReach SAME_ROW = new RowReach(Axis.phases(Window.CONV, 1, 0));
    private static final RowReach THREE_ROWS = new RowReach(Axis.phases(Window.CONV, KERNEL, 1));

    /** How a step reads a map. */
    static RowReach of(Step.ByRows step, int map, List<Shape> shapes) {
        return switch (step) {
            case Step.BoxDownscale s -> box(s.factor());
            case Step.Convolution s when s.inputs().contains(map) -> {
                int larger = shapes.get(s.window().larger(map, s.output())).height();
                yield new RowReach(Axis.phases(s.window(), KERNEL, s.window().padBefore(KERNEL, larger)));
            }
            case Step.ConvLstm s -> map == s.input() || map == s.hidden() ? THREE_ROWS : SAME_ROW;
            case Step.ConvLstmZeroState _ -> THREE_ROWS;
            case Step.Convolution _,Step.Prelu _,Step.Pointwise _,Step.Add _,Step.InBands _ -> SAME_ROW;
        };
    }

    private static RowReach box(int factor) {
        return new RowReach(List.of(new Axis(0, 1, factor, 0, IntStream.range(0, factor).boxed().toList())));
    }

    /** Rows of the result for a row that is read. */
    double scale() {
        Axis axis = phases.getFirst();
        return (double) axis.step() / axis.inputStep();
    }

    /** The first row that is read for row y. */
    int first(int y) {
        return Axis.of(phases, y).firstInput(y);
    }

    /** The row after the last that is read for the rows before y. */
    int end(int y) {
        return first(y - 1) + Axis.of(phases, y - 1).taps().size();
    }
}
