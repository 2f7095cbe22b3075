package org.derain4j.kernels.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.BandChain;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules are played through row by row. A wave may run beside the one before it or the one after: what it reads was written
 * before both, and neither overwrites it.
 */
class BandScheduleTest {

    static List<BandChain> chains() {
        return BandChain.all();
    }

    @ParameterizedTest
    @MethodSource("chains")
    void everyRowIsHeldWhenItIsRead(BandChain chain) {
        Step.Bands bands = chain.bands();
        List<Shape> shapes = chain.shapes();
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
            int height = shapes.get(bands.steps().get(s).writes().getLast()).height();
            assertEquals(height, schedule.to(schedule.waves() - 1, s), "the end of " + bands.steps().get(s));
        }
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
    @MethodSource("chains")
    void bandsBeginAtTheUnitOfTheirStep(BandChain chain) {
        Step.Bands bands = chain.bands();
        BandSchedule schedule = BandSchedule.of(bands, chain.shapes());
        for (int wave = 0; wave < schedule.waves(); wave++) {
            for (int s = 0; s < bands.steps().size(); s++) {
                int height = chain.shapes().get(bands.steps().get(s).writes().getLast()).height();
                int from = schedule.from(wave, s);
                assertTrue(from % BandSchedule.rowUnit(bands.steps().get(s)) == 0 || from == height, "row " + from);
            }
        }
    }
}
