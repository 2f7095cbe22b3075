package org.derain4j.kernels.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
    record Link(int writer, int map, int reader, RowReach reach) {}

    /** Waves from the one that makes a row to the first that reads it. */
    static final int LEAD = 2;

    private final List<Link> links = new ArrayList<>();

    private final List<Step.ByRows> steps;

    /** By step: rows of its result. */
    private final int[] heights;

    /** {@code ends[w][s]}: rows of step s finished before wave w. */
    private final int[][] ends;

    private BandSchedule(Step.Bands bands, List<Shape> shapes) {
        this.steps = bands.steps();
        for (int writer = 0; writer < steps.size(); writer++) {
            for (int map : steps.get(writer).writes()) {
                for (int reader = writer + 1; reader < steps.size(); reader++) {
                    if (steps.get(reader).reads().contains(map)) {
                        links.add(new Link(writer, map, reader, RowReach.of(steps.get(reader), map, shapes)));
                    }
                }
            }
        }
        this.heights = steps.stream().mapToInt(step -> rows(step, shapes)).toArray();
        int[] units = steps.stream().mapToInt(BandSchedule::rowUnit).toArray();
        this.ends = new Waves(links, heights, units, bands.bandRows()).ends();
    }

    /** Those that a step goes over. */
    private static int rows(Step.ByRows step, List<Shape> shapes) {
        int map = step instanceof Step.ChannelGate gate ? gate.input() : step.writes().getLast();
        return shapes.get(map).height();
    }

    /**
     * Plans the waves.
     *
     * @param bands  the steps
     * @param shapes of all maps, by index
     * @return the schedule
     */
    public static BandSchedule of(Step.Bands bands, List<Shape> shapes) {
        Objects.requireNonNull(bands, "bands");
        Objects.requireNonNull(shapes, "shapes");
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
        Objects.requireNonNull(step, "step");
        return switch (step) {
            case Step.Convolution s -> s.window() == Window.TRANSPOSED_STRIDE2 ? 8 : 4;
            case Step.ConvLstm _,Step.ConvLstmZeroState _ -> 4;
            case Step.BoxDownscale _,Step.Prelu _,Step.Pointwise _,Step.Add _,Step.InBands _ -> 1;
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
     * Whether rows of a map are put away only when the same rows of another have been fetched for good: the two may then take
     * each other's place.
     *
     * @param spilled one that the bands put away
     * @param fetched one that they fetch
     * @return false, too, if they do not
     */
    public boolean isBehind(int spilled, int fetched) {
        int[] spills = users(step -> step instanceof Step.Spill s && s.stored() == spilled);
        int[] fetches = users(step -> step instanceof Step.Fetch s && s.stored() == fetched);
        for (int wave = 0; wave < waves(); wave++) {
            int[] read = ends[Math.max(0, wave - 1)];
            for (int spill : spills) {
                for (int fetch : fetches) {
                    if (to(wave, spill) > read[fetch]) {
                        return false;
                    }
                }
            }
        }
        return spills.length > 0 && fetches.length > 0;
    }

    private int[] users(Predicate<Step> which) {
        return IntStream.range(0, steps.size()).filter(s -> which.test(steps.get(s))).toArray();
    }
}
