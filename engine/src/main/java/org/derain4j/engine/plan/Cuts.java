package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * Cuts passes into groups of steps whose rows take no more than some memory, where that costs least: each cut has maps put away
 * and read again.
 */
final class Cuts {

    /** Bands of maps so high need the same rows as those of higher ones. */
    private static final int ENOUGH_ROWS = 256;

    private final Maps maps;
    private final List<List<Step.ByRows>> passes;
    private final Function<List<Step.ByRows>, Set<Integer>> neededOutside;

    /** Passes of a network are mostly alike. */
    private final Map<String, List<List<Group>>> known = new HashMap<>();

    /**
     * Steps that follow each other.
     *
     * @param steps   how many
     * @param held    bytes of their rows
     * @param traffic bytes that they read and put away
     */
    private record Group(int steps, long held, long traffic) {}

    /**
     * For some passes.
     *
     * @param neededOutside of a group, the maps that others read
     */
    Cuts(Maps maps, List<List<Step.ByRows>> passes, Function<List<Step.ByRows>, Set<Integer>> neededOutside) {
        this.maps = maps;
        this.passes = passes;
        this.neededOutside = neededOutside;
    }

    /** All groups in order. */
    List<List<Step.ByRows>> within(long bytes) {
        List<List<Step.ByRows>> groups = new ArrayList<>();
        for (List<Step.ByRows> pass : passes) {
            int from = 0;
            for (int steps : cut(pass, bytes)) {
                groups.add(pass.subList(from, from + steps));
                from += steps;
            }
        }
        return groups;
    }

    /** The numbers of steps of the groups with the least traffic, over those of which one must be too large anyway. */
    private List<Integer> cut(List<Step.ByRows> pass, long bytes) {
        List<List<Group>> from = known.computeIfAbsent(signature(pass), same -> groups(pass));
        int steps = pass.size();
        double[] cost = new double[steps + 1];
        int[] first = new int[steps + 1];
        for (int start = steps - 1; start >= 0; start--) {
            cost[start] = Double.POSITIVE_INFINITY;
            for (Group group : from.get(start)) {
                double over = group.held <= bytes ? 0 : 1e18 + 1e3 * group.held;
                double all = over + group.traffic + cost[start + group.steps];
                if (all < cost[start]) {
                    cost[start] = all;
                    first[start] = group.steps;
                }
            }
        }
        List<Integer> sizes = new ArrayList<>();
        for (int start = 0; start < steps; start += first[start]) {
            sizes.add(first[start]);
        }
        return sizes;
    }

    /** By first step: the groups that begin with it. A gate stays with the step before it, which gathers its sums. */
    private List<List<Group>> groups(List<Step.ByRows> pass) {
        List<List<Group>> groups = new ArrayList<>();
        for (int start = 0; start < pass.size(); start++) {
            List<Group> here = new ArrayList<>();
            for (int end = start + 1; end <= pass.size(); end++) {
                if (end == pass.size() || !(pass.get(end) instanceof Step.ChannelGate)) {
                    here.add(group(pass.subList(start, end)));
                }
            }
            groups.add(here);
        }
        return groups;
    }

    private Group group(List<Step.ByRows> steps) {
        Maps all = lower(steps);
        Set<Integer> needed = neededOutside.apply(steps);
        Step.Bands bands = new BandMaker(all, new HashMap<>(), 0).bands(steps, needed);
        long traffic = 0;
        for (Step.ByRows step : bands.steps()) {
            if (step instanceof Step.Fetch || step instanceof Step.Spill) {
                traffic += maps.bytes(step instanceof Step.Fetch fetch ? fetch.output() : ((Step.Spill) step).input());
            }
        }
        return new Group(steps.size(), BandMaker.held(bands, all.shapes()), traffic);
    }

    private Maps lower(List<Step.ByRows> steps) {
        int height = steps.stream().flatMap(Cuts::touched).mapToInt(map -> maps.shape(map).height()).max().orElseThrow();
        int times = Math.max(1, height / ENOUGH_ROWS);
        Maps lower = new Maps();
        for (int map = 0; map < maps.size(); map++) {
            Shape shape = maps.shape(map);
            lower.add(maps.name(map), new Shape(Math.ceilDiv(shape.height(), times), shape.width(), shape.channels()));
        }
        return lower;
    }

    private static Stream<Integer> touched(Step.ByRows step) {
        return Stream.concat(step.reads().stream(), step.writes().stream());
    }

    /** The same for passes that differ in nothing but names. */
    private String signature(List<Step.ByRows> pass) {
        StringBuilder text = new StringBuilder();
        Map<Integer, Integer> names = new HashMap<>();
        Set<Integer> needed = new HashSet<>(neededOutside.apply(pass));
        for (Step.ByRows step : pass) {
            text.append(step.getClass().getSimpleName());
            if (step instanceof Step.Convolution s) {
                text.append(s.window());
            }
            touched(step).forEach(map -> text.append(' ').append(names.computeIfAbsent(map, m -> names.size()))
                    .append(maps.shape(map)).append(needed.contains(map)));
            text.append('\n');
        }
        return text.toString();
    }
}
