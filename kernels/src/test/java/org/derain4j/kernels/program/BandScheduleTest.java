package org.derain4j.kernels.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.BandChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules are played through row by row. A wave may run beside the one before it or the one after: what it reads was written
 * before both, and neither overwrites it.
 */
class BandScheduleTest {

    private static final Step.Dense DENSE = new Step.Dense("w", "b", null);

    /** Some bands and the shapes of their maps. */
    private record Case(Step.Bands bands, List<Shape> shapes) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        BandChain.all().forEach(chain -> cases.add(new Case(chain.bands(), chain.shapes())));
        for (int height : new int[]{1, 2, 4, 5, 8, 31, 64, 100, 203}) {
            for (int bandRows : new int[]{8, 16}) {
                cases.add(pass(height, bandRows));
            }
        }
        return cases;
    }

    /** Streams of two scales as in the network: steps that nobody reads at three of them, some with steps of their own. */
    private static Case pass(int height, int bandRows) {
        Shape full = new Shape(height, 4, 2);
        Shape half = new Shape(Math.ceilDiv(height, 2), 2, 2);
        Shape quarter = new Shape(Math.ceilDiv(half.height(), 2), 1, 2);
        Shape gate = new Shape(1, 1, 2);
        List<Shape> shapes = List.of(full, full, half, half, full, full, half, half, half, gate, half, half, half,
                quarter,
                quarter, quarter, gate, half);
        List<Step.ByRows> steps = List.of(new Step.Fetch(0, 1), new Step.Fetch(2, 3),
                conv(3, Window.TRANSPOSED_STRIDE2, 1, 4), conv(4, Window.CONV_STRIDE2, Epilogue.NO_MAP, 6),
                new Step.Fetch(11, 12), new Step.Add(6, 12, false, 17), new Step.Spill(6, 7),
                conv(17, Window.CONV, Epilogue.NO_MAP, 8), new Step.ChannelGate(8, DENSE, DENSE, 9),
                new Step.Spill(8, 10),
                conv(12, Window.CONV_STRIDE2, Epilogue.NO_MAP, 13), new Step.Spill(13, 14),
                conv(13, Window.CONV, Epilogue.NO_MAP, 15), new Step.ChannelGate(15, DENSE, DENSE, 16),
                new Step.Spill(4, 5));
        return new Case(new Step.Bands(steps, List.of(5, 7, 9, 10, 14, 16), bandRows), shapes);
    }

    private static Step.Convolution conv(int from, Window window, int addend, int to) {
        return new Step.Convolution(List.of(from), window, "w", new Epilogue(null, null, addend, false), to);
    }

    @Test
    void streamsArePutAwayBehindTheFetching() {
        for (int height : new int[]{1, 5, 64, 203}) {
            Case pass = pass(height, 8);
            BandSchedule schedule = BandSchedule.of(pass.bands, pass.shapes);
            assertTrue(schedule.isBehind(5, 0));
            assertTrue(schedule.isBehind(7, 2));
            assertFalse(schedule.isBehind(5, 7));
            assertTrue(height < 64 || schedule.rowsHeld(4) < height, "rows of the finest map");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRowIsHeldWhenItIsRead(Case c) {
        Step.Bands bands = c.bands;
        List<Shape> shapes = c.shapes;
        BandSchedule schedule = BandSchedule.of(bands, shapes);
        int[][] rowsOf = new int[shapes.size()][];
        for (int map : bands.written()) {
            rowsOf[map] = new int[bands.results().contains(map) ? shapes.get(map).height() : schedule.rowsHeld(map)];
            Arrays.fill(rowsOf[map], -1);
        }
        List<int[][]> after = new ArrayList<>(); // by wave: the rows held when it and all before it are done
        after.add(copy(rowsOf));
        after.add(copy(rowsOf));
        for (int wave = 0; wave < schedule.waves(); wave++) {
            for (int s = 0; s < bands.steps().size(); s++) {
                for (int y = schedule.from(wave, s); y < schedule.to(wave, s); y++) {
                    for (int map : bands.steps().get(s).writes()) {
                        rowsOf[map][y % rowsOf[map].length] = y;
                    }
                }
            }
            after.add(copy(rowsOf));
        }
        after.add(copy(rowsOf));
        for (int wave = 0; wave < schedule.waves(); wave++) {
            for (int s = 0; s < bands.steps().size(); s++) {
                for (int y = schedule.from(wave, s); y < schedule.to(wave, s); y++) {
                    requireHeld(bands.steps().get(s), y, shapes, after.subList(wave, wave + 4));
                }
            }
        }
        for (int s = 0; s < bands.steps().size(); s++) {
            int height = height(bands.steps().get(s), shapes);
            assertEquals(height, schedule.to(schedule.waves() - 1, s), "the end of " + bands.steps().get(s));
        }
    }

    private static int height(Step.ByRows step, List<Shape> shapes) {
        return shapes.get(step instanceof Step.ChannelGate gate ? gate.input() : step.writes().getLast()).height();
    }

    private static int[][] copy(int[][] rowsOf) {
        return Arrays.stream(rowsOf).map(rows -> rows == null ? null : rows.clone()).toArray(int[][]::new);
    }

    /** Every row that a step reads is there from the end of the wave two before to the end of the wave after. */
    private static void requireHeld(Step.ByRows step, int y, List<Shape> shapes, List<int[][]> states) {
        for (int map : step.reads()) {
            if (states.getFirst()[map] == null) {
                continue; // comes from elsewhere
            }
            RowReach reach = RowReach.of(step, map, shapes);
            int end = Math.min(reach.end(y + 1), shapes.get(map).height());
            for (int row = Math.max(0, reach.first(y)); row < end; row++) {
                for (int[][] held : states) {
                    assertEquals(row, held[map][row % held[map].length],
                            "map #" + map + " for row " + y + " of " + step);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bandsBeginAtTheUnitOfTheirStep(Case c) {
        Step.Bands bands = c.bands;
        BandSchedule schedule = BandSchedule.of(bands, c.shapes);
        for (int wave = 0; wave < schedule.waves(); wave++) {
            for (int s = 0; s < bands.steps().size(); s++) {
                int height = height(bands.steps().get(s), c.shapes);
                int from = schedule.from(wave, s);
                assertTrue(from % BandSchedule.rowUnit(bands.steps().get(s)) == 0 || from == height, "row " + from);
            }
        }
    }
}
