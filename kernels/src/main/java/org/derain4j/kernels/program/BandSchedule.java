package org.derain4j.kernels.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Which rows of which step of {@link Step.Bands} are made when. The work goes in waves. In every wave the last step makes its
 * next band, and every other step makes the rows that its readers will need <em>two</em> waves later. So the parts of a wave
 * are independent of each other, and a wave may begin as soon as the one before the last is done: while the last is
 * running, it neither reads what that writes nor overwrites what that reads.
 *
 * <pre>
 * wave       0      1      2      3      4      5
 * s1_u41   band 0  band 1  band 2  band 3  band 4  band 5
 * s1_u21                   band 0  band 1  band 2  band 3      reads what s1_u41 made two waves before
 * down                                     band 0  band 1      reads what s1_u21 made two waves before
 * </pre>
 *
 * No row is made twice, and a map between the steps is held from the oldest row that a reader still needs to the newest one.
 * Immutable.
 */
public final class BandSchedule {

    /** A map between two steps, which are named by their place in the bands. */
    private record Link(int writer, int map, int reader, RowReach reach) {}

    /** Waves from the one that makes a row to the first that reads it. */
    private static final int LEAD = 2;

    private final List<Link> links = new ArrayList<>();

    /** By step: rows of its result, and what they are made in multiples of. */
    private final int[] heights;
    private final int[] units;

    /** {@code ends[w][s]}: rows of step s finished before wave w. */
    private final int[][] ends;

    private BandSchedule(Step.Bands bands, List<Shape> shapes) {
        List<Step.ByRows> steps = bands.steps();
        for (int writer = 0; writer < steps.size(); writer++) {
            for (int map : steps.get(writer).writes()) {
                for (int reader = writer + 1; reader < steps.size(); reader++) {
                    if (steps.get(reader).reads().contains(map)) {
                        links.add(new Link(writer, map, reader, RowReach.of(steps.get(reader), map, shapes)));
                    }
                }
            }
        }
        this.heights = steps.stream().mapToInt(step -> shapes.get(step.writes().getLast()).height()).toArray();
        this.units = steps.stream().mapToInt(BandSchedule::rowUnit).toArray();
        this.ends = ends(bands.bandRows());
    }

    /**
     * Plans the waves.
     *
     * @param bands  the steps
     * @param shapes of all maps, by index
     * @return the schedule
     */
    public static BandSchedule of(Step.Bands bands, List<Shape> shapes) {
        return new BandSchedule(bands, shapes);
    }

    /**
     * Bands begin at multiples of so many rows of a step's result; kernels that make several rows at once may rely on it. It is
     * what Winograd tiles need: 4 rows, and 8 where 4 of each phase make the rows of a stride-2 transposed convolution.
     *
     * @param step one that may go in bands
     * @return 1, 4 or 8
     */
    public static int rowUnit(Step.ByRows step) {
        return switch (step) {
            case Step.Convolution s -> s.window() == Window.TRANSPOSED_STRIDE2 ? 8 : 4;
            case Step.ConvLstm _,Step.ConvLstmZeroState _ -> 4;
            case Step.BoxDownscale _,Step.Prelu _,Step.Pointwise _,Step.Add _ -> 1;
        };
    }

    /**
     * The number of waves.
     *
     * @return at least 1
     */
    public int waves() {
        return ends.length - 1;
    }

    /**
     * The first row that a step makes in a wave.
     *
     * @param wave from 0
     * @param step index in {@link Step.Bands#steps}
     * @return a multiple of the step's unit, or the height of its result
     */
    public int from(int wave, int step) {
        return ends[wave][step];
    }

    /**
     * The row after the last one that a step makes in a wave.
     *
     * @param wave from 0
     * @param step index in {@link Step.Bands#steps}
     * @return {@link #from} where the step rests
     */
    public int to(int wave, int step) {
        return ends[wave + 1][step];
    }

    /**
     * How many rows of a map must be held at a time, where it is not to be kept.
     *
     * @param map one that steps of the bands write and read
     * @return from the oldest row that is still needed when the newest is written, in the wave before it or beside it
     */
    public int rowsHeld(int map) {
        int held = 1;
        for (int wave = 0; wave < waves(); wave++) {
            int[] read = ends[Math.max(0, wave - 1)];
            for (Link link : links) {
                if (link.map == map && read[link.reader] < heights[link.reader]) {
                    int oldest = Math.max(0, link.reach.first(read[link.reader]));
                    held = Math.max(held, ends[wave + 1][link.writer] - oldest);
                }
            }
        }
        return held;
    }

    /**
     * From the last wave back to where nothing has begun. The rows finished are first counted without regard to where maps
     * begin and end, as if waves went on for ever: steps ahead of the last one then start neither late nor all at once.
     */
    private int[][] ends(int bandRows) {
        int steps = heights.length;
        int lastWave = Math.ceilDiv(heights[steps - 1], bandRows);
        Deque<int[]> waves = new ArrayDeque<>();
        int[][] after = new int[LEAD][steps];
        // what a step must have done hangs on its readers some waves later: right after those of all steps
        for (int wave = lastWave + LEAD * steps; waves.isEmpty() || begun(waves.getFirst()); wave--) {
            int[] before = endsBefore(wave * bandRows, after[Math.floorMod(wave, LEAD)]);
            after[Math.floorMod(wave, LEAD)] = before;
            if (wave <= lastWave) {
                int[] clamped = new int[steps];
                for (int s = 0; s < steps; s++) {
                    clamped[s] = Math.clamp(before[s], 0, heights[s]);
                }
                waves.addFirst(clamped);
            }
        }
        return waves.toArray(int[][]::new);
    }

    private static boolean begun(int[] ends) {
        return Arrays.stream(ends).max().orElse(0) > 0;
    }

    /** The rows finished before a wave, from the last step's and from what is finished {@link #LEAD} waves later. */
    private int[] endsBefore(int lastEnd, int[] after) {
        int[] before = new int[after.length];
        Arrays.fill(before, Integer.MIN_VALUE);
        for (Link link : links) {
            before[link.writer] = Math.max(before[link.writer], link.reach.end(after[link.reader]));
        }
        for (int s = 0; s < before.length - 1; s++) {
            before[s] = Math.ceilDiv(before[s], units[s]) * units[s];
        }
        before[before.length - 1] = lastEnd;
        return before;
    }
}
