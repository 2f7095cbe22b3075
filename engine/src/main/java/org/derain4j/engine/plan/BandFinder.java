package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * Finds steps that can run together in bands of rows, so that the maps between them are never held whole. The largest maps
 * come first: the step that writes such a map and all that read it become one group, if nobody else needs a result of
 * the group before its last step, whose place in the order the whole group takes.
 */
final class BandFinder {

    private final List<Step> steps;
    private final List<Shape> shapes;
    private final List<Integer> outputs;
    private final BandPolicy policy;

    /** By map: the step that writes it, or -1, and the steps that read it. */
    private final int[] writer;
    private final List<List<Integer>> readers = new ArrayList<>();

    /** By step: the last step of its group. */
    private final int[] group;

    private BandFinder(List<Step> steps, List<Shape> shapes, List<Integer> outputs, BandPolicy policy) {
        this.steps = steps;
        this.shapes = shapes;
        this.outputs = outputs;
        this.policy = policy;
        this.writer = new int[shapes.size()];
        this.group = IntStream.range(0, steps.size()).toArray();
        Arrays.fill(writer, -1);
        shapes.forEach(shape -> readers.add(new ArrayList<>()));
        for (int i = 0; i < steps.size(); i++) {
            for (int map : steps.get(i).reads()) {
                readers.get(map).add(i);
            }
            for (int map : steps.get(i).writes()) {
                writer[map] = i;
            }
        }
    }

    /**
     * The steps with those that go together replaced by bands.
     *
     * @param steps   each by itself, in order
     * @param shapes  of all maps
     * @param outputs maps that must be whole at the end
     */
    static List<Step> group(List<Step> steps, List<Shape> shapes, List<Integer> outputs, BandPolicy policy) {
        BandFinder finder = new BandFinder(steps, shapes, outputs, policy);
        List<Integer> largestFirst = IntStream.range(0, shapes.size()).filter(finder::isCandidate).boxed()
                .sorted(Comparator.comparing(map -> -shapes.get(map).floats())).toList();
        boolean joined;
        do { // again until nothing joins: a map read at both ends of a chain can only do so when the chain is there
            joined = false;
            for (int map : largestFirst) {
                joined |= finder.join(map);
            }
        } while (joined);
        List<Step> grouped = new ArrayList<>();
        for (int step = 0; step < steps.size(); step++) {
            if (finder.group[step] == step) {
                List<Integer> members = finder.members(Set.of(step));
                grouped.add(members.size() == 1 ? steps.get(step) : finder.bands(members));
            }
        }
        return grouped;
    }

    private boolean isCandidate(int map) {
        return writer[map] >= 0 && !readers.get(map).isEmpty() && !outputs.contains(map)
                && shapes.get(map).floats() * Float.BYTES >= policy.mapBytes();
    }

    private List<Integer> members(Set<Integer> groups) {
        List<Integer> members = new ArrayList<>();
        for (int step = 0; step < group.length; step++) {
            if (groups.contains(group[step])) {
                members.add(step);
            }
        }
        return members;
    }

    /** Puts the writer and the readers of a map into one group, if that is right and they are not there already. */
    private boolean join(int map) {
        Set<Integer> groups = new HashSet<>();
        groups.add(group[writer[map]]);
        readers.get(map).forEach(step -> groups.add(group[step]));
        if (groups.size() == 1) {
            return false;
        }
        List<Integer> members = members(groups);
        boolean joins = members.stream().allMatch(step -> fits(step, members));
        if (joins) {
            members.forEach(step -> group[step] = members.getLast());
        }
        return joins;
    }

    /** Whether a step goes by rows, leads to the group's last step, and is not read by others before that. */
    private boolean fits(int step, List<Integer> members) {
        int last = members.getLast();
        List<Integer> reading = steps.get(step).writes().stream().flatMap(map -> readers.get(map).stream()).toList();
        return steps.get(step) instanceof Step.ByRows
                && (step == last || reading.stream().anyMatch(members::contains))
                && reading.stream().allMatch(reader -> members.contains(reader) || reader > last);
    }

    private Step.Bands bands(List<Integer> members) {
        List<Step.ByRows> together = members.stream().map(step -> (Step.ByRows) steps.get(step)).toList();
        List<Integer> results = together.stream().flatMap(step -> step.writes().stream())
                .filter(map -> outputs.contains(map) || !members.containsAll(readers.get(map))).toList();
        return BandMaker.highest(together, results, BandSchedule.rowUnit(together.getLast()),
                shapes.get(results.getLast()).height(), policy.heldBytes(), shapes);
    }
}
