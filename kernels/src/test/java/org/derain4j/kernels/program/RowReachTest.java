package org.derain4j.kernels.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.derain4j.kernels.program.PlainWindow.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowReachTest {

    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int OTHER = 2;

    static List<PlainWindow> windows() {
        return PlainWindow.all().stream().filter(plain -> plain.kernel() == 3).toList();
    }

    @ParameterizedTest
    @MethodSource("windows")
    void aConvolutionReadsTheRowsOfItsProducts(PlainWindow plain) {
        Step.ByRows step = new Step.Convolution(List.of(INPUT), plain.window(), "filter",
                new Epilogue(null, null, OTHER, false), OUTPUT);
        List<Shape> shapes = List.of(rows(plain.input()), rows(plain.output()), rows(plain.output()));
        RowReach reach = RowReach.of(step, INPUT, shapes);
        RowReach ofAddend = RowReach.of(step, OTHER, shapes);
        for (int y = 0; y < plain.output(); y++) {
            List<Integer> read = plain.products(y).stream().map(Product::input).toList();
            assertEquals(read.getFirst(), Math.max(0, reach.first(y)), "row " + y);
            assertEquals(read.getLast() + 1, Math.min(plain.input(), reach.end(y + 1)), "row " + y);
            assertEquals(y, ofAddend.first(y));
            assertEquals(y + 1, ofAddend.end(y + 1));
        }
    }

    @Test
    void otherStepsReadABoxThreeRowsOrOne() {
        List<Shape> shapes = List.of(rows(12), rows(4), rows(4));
        assertRows(3 * 2, 3 * 3, new Step.BoxDownscale(INPUT, 3, OUTPUT), INPUT, shapes);
        assertRows(1, 4, new Step.ConvLstmZeroState(INPUT, "filter", "bias", OUTPUT), INPUT, shapes);
        Step.ByRows lstm = new Step.ConvLstm(INPUT, 3, OTHER, "filter", "bias", 4, OUTPUT);
        assertRows(1, 4, lstm, INPUT, shapes);
        assertRows(1, 4, lstm, 3, shapes);
        assertRows(2, 3, lstm, OTHER, shapes);
        assertRows(2, 3, new Step.Prelu(INPUT, "slope", OUTPUT), INPUT, shapes);
        assertRows(2, 3, new Step.Pointwise(INPUT, Step.Function.TANH, OUTPUT), INPUT, shapes);
        assertRows(2, 3, new Step.Add(INPUT, OTHER, false, OUTPUT), OTHER, shapes);
    }

    /** Of row 2 of the result. */
    private static void assertRows(int first, int end, Step.ByRows step, int map, List<Shape> shapes) {
        RowReach reach = RowReach.of(step, map, shapes);
        assertEquals(first, reach.first(2), step + " of map #" + map);
        assertEquals(end, reach.end(3), step + " of map #" + map);
    }

    private static Shape rows(int height) {
        return new Shape(height, 1, 1);
    }
}
