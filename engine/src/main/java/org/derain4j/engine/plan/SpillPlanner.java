package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * Plans for a given amount of memory. Steps go in bands pass by pass ({@link Passes}), so that a map is in memory in a few rows
 * at a time, and what one pass leaves to another is spilled. What the rows leave of the memory holds the first rows of spilled
 * maps, those first that go back and forth most. A pass is cut where its rows alone would take too much.
 */
final class SpillPlanner {

    /** What the rows of a pass may take of the memory, tried one after the other: slots that they share take some more. */
    private static final double[] PARTS = {1, 0.8, 0.65, 0.5, 0.35, 0.2};

    /** Where nothing is little enough, the least is looked for around what the largest step takes by itself. */
    private static final double[] TIMES = {1, 1.25, 1.5, 2};

    private final Maps maps;
    private final List<List<Step.ByRows>> passes;
    private final int input;
    private final List<Integer> outputs;
    private final long heldBytes;
    private final Runnable check;

    /** By map of the network: where it is when it is spilled. */
    private final Map<Integer, Integer> storedOf = new HashMap<>();

    /**
     * For a network.
     *
     * @param maps      of the steps; more are added
     * @param steps     each by itself
     * @param input     the picture's map, or -1
     * @param outputs   maps that are there after a run
     * @param heldBytes rows up to this are in higher bands
     * @param check     run every few milliseconds; may throw
     */
    SpillPlanner(Maps maps, List<Step> steps, int input, List<Integer> outputs, long heldBytes,
            Runnable check) {
        this.maps = maps;
        this.passes = Passes.of(maps, steps);
        this.input = input;
        this.outputs = outputs;
        this.heldBytes = heldBytes;
        this.check = check;
        if (input >= 0) {
            stored(input);
        }
        outputs.forEach(this::stored);
    }

    /** Where a map is when it is spilled. */
    int stored(int map) {
        return storedOf.computeIfAbsent(map, maps::again);
    }

    /** A program whose slots take no more, or the one that takes least. */
    Program plan(long mapBytes) {
        Cuts cuts = new Cuts(maps, passes, this::neededOutside);
        for (double part : PARTS) {
            Program program = program(cuts.within((long) (part * mapBytes)), mapBytes, heldBytes);
            if (program.slotBytes() <= mapBytes) {
                return program;
            }
        }
        long step = cuts.least();
        return Arrays.stream(TIMES).mapToObj(
                times -> program(cuts.within((long) (times * step)), mapBytes, BandMaker.LOWEST))
                .min(Comparator.comparing(Program::slotBytes)).orElseThrow();
    }

    private Program program(List<List<Step.ByRows>> groups, long mapBytes, long rowBytes) {
        Maps all = maps.copy();
        Map<Integer, Integer> stored = new HashMap<>(storedOf);
        BandMaker maker = new BandMaker(all, stored, rowBytes);
        List<Step> steps = new ArrayList<>();
        groups.forEach(group -> {
            check.run();
            steps.add(maker.bands(group, neededOutside(group)));
        });
        List<Shape> shapes = List.copyOf(all.shapes());
        int[] rows = Planner.rowsHeld(steps, shapes, check);
        stored.values().forEach(map -> rows[map] = 0);
        List<Integer> finals = outputs.stream().map(stored::get).toList();
        check.run();
        int[] slots = SlotAllocator.assign(shapes, rows, steps, finals, stored::containsValue);
        check.run();
        Residence.fill(steps, shapes, slots, stored.values(), rows, mapBytes);
        check.run();
        List<FeatureMap> placed = IntStream.range(0, shapes.size()).mapToObj(map -> new FeatureMap(all.name(map),
                shapes.get(map), slots[map], rows[map], stored.containsValue(map))).toList();
        return new Program(placed, steps, input < 0 ? List.of() : List.of(stored.get(input)), finals);
    }

    /** The maps that a group makes for others. */
    private Set<Integer> neededOutside(List<Step.ByRows> group) {
        check.run();
        Set<Integer> needed = new HashSet<>(outputs);
        for (List<Step.ByRows> pass : passes) {
            for (Step.ByRows step : pass) {
                if (!group.contains(step)) {
                    needed.addAll(step.reads());
                }
            }
        }
        return needed;
    }
}
