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

    /** By pass: what is known of its groups. Passes of a network are mostly alike. */
    private final List<Known> known = new ArrayList<>();

    /**
     * Steps that follow each other.
     *
     * @param held    bytes of their rows
     * @param traffic bytes that they read and put away
     */
    private record Group(long held, long traffic) {}

    /** The groups of a pass, and of others like it, as far as they were asked for. */
    private final class Known {

        private final List<Step.ByRows> pass;
        private final Map<Integer, Group> groups = new HashMap<>();

        Known(List<Step.ByRows> pass) {
            this.pass = pass;
        }

        Group group(int from, int to) {
            int key = from * (pass.size() + 1) + to;
            Group group = groups.get(key);
            if (group == null) {
                group = Cuts.this.group(pass.subList(from, to));
                groups.put(key, group);
            }
            return group;
        }

        int steps() {
            return pass.size();
        }

        /** Whether steps may be cut before this one: a gate stays with the step that gathers its sums. */
        boolean isCut(int step) {
            return step == steps() || !(pass.get(step) instanceof Step.ChannelGate);
        }

        /** The same of this pass. */
        long least() {
            long least = 0;
            for (int from = 0, to = 1; to <= steps(); to++) {
                if (isCut(to)) {
                    least = Math.max(least, group(from, to).held);
                    from = to;
                }
            }
            return least;
        }
    }

    /**
     * For some passes.
     *
     * @param neededOutside of a group, the maps that others read
     */
    Cuts(Maps maps, List<List<Step.ByRows>> passes, Function<List<Step.ByRows>, Set<Integer>> neededOutside) {
        this.maps = maps;
        this.passes = passes;
        this.neededOutside = neededOutside;
        Map<String, Known> alike = new HashMap<>();
        passes.forEach(pass -> known.add(alike.computeIfAbsent(signature(pass), same -> new Known(pass))));
    }

    /** All groups in order; where a step by itself takes more than that, the others may take as much. */
    List<List<Step.ByRows>> within(long bytes) {
        long most = known.stream().allMatch(pass -> pass.group(0, pass.steps()).held <= bytes)
                ? bytes
                : Math.max(bytes, least());
        List<List<Step.ByRows>> groups = new ArrayList<>();
        for (int pass = 0; pass < passes.size(); pass++) {
            int from = 0;
            for (int to : cut(known.get(pass), most)) {
                groups.add(passes.get(pass).subList(from, to));
                from = to;
            }
        }
        return groups;
    }

    /** What the step that takes most takes by itself. */
    long least() {
        return known.stream().distinct().mapToLong(Known::least).max().orElseThrow();
    }

    /** The ends of the groups with the least traffic. */
    private static List<Integer> cut(Known pass, long bytes) {
        int steps = pass.steps();
        if (pass.group(0, steps).held <= bytes) {
            return List.of(steps);
        }
        long[] cost = new long[steps + 1];
        int[] end = new int[steps + 1];
        for (int from = steps - 1; from >= 0; from--) {
            cost[from] = Long.MAX_VALUE;
            for (int to = from + 1; to <= steps; to++) {
                if (pass.isCut(to) && cost[to] < Long.MAX_VALUE) {
                    Group group = pass.group(from, to);
                    if (group.held > bytes) {
                        break; // with more steps it takes more
                    }
                    if (group.traffic + cost[to] < cost[from]) {
                        cost[from] = group.traffic + cost[to];
                        end[from] = to;
                    }
                }
            }
        }
        List<Integer> ends = new ArrayList<>();
        for (int from = 0; from < steps; from = end[from]) {
            ends.add(end[from]);
        }
        return ends;
    }

    private Group group(List<Step.ByRows> steps) {
        Maps all = lower(steps);
        Set<Integer> needed = neededOutside.apply(steps);
        Step.Bands bands = new BandMaker(all, new HashMap<>(), BandMaker.LOWEST).bands(steps, needed);
        long traffic = 0;
        for (Step.ByRows step : bands.steps()) {
            if (step instanceof Step.Fetch || step instanceof Step.Spill) {
                traffic += maps.bytes(step instanceof Step.Fetch fetch ? fetch.output() : ((Step.Spill) step).input());
            }
        }
        return new Group(BandMaker.held(bands, all.shapes()), traffic);
    }

    private Maps lower(List<Step.ByRows> steps) {
        int height = steps.stream().flatMap(Cuts::touched).mapToInt(map -> maps.shape(map).height()).max()
                .orElseThrow();
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
