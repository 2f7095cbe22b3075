package org.derain4j.kernels.program;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Follows the maps of a program through their slots, step by step, and refuses what would read another map's values. */
final class Lifetimes {

    private static final int NOBODY = -1;

    private final List<FeatureMap> maps;
    private final List<Shape> shapes;

    /** By slot: the map whose values are in it. */
    private final int[] occupant;

    private Lifetimes(List<FeatureMap> maps) {
        this.maps = maps;
        this.shapes = maps.stream().map(FeatureMap::shape).toList();
        this.occupant = new int[maps.stream().mapToInt(FeatureMap::slot).max().orElse(-1) + 1];
        Arrays.fill(occupant, NOBODY);
    }

    static void check(List<FeatureMap> maps, List<Step> steps, List<Integer> inputs, List<Integer> outputs) {
        Lifetimes lifetimes = new Lifetimes(maps);
        for (int map : inputs) {
            lifetimes.requireAllRows(map, "the inputs");
            lifetimes.occupy(map);
        }
        lifetimes.requireOneShapePerSpilledSlot();
        for (Step step : steps) {
            step.reads().forEach(map -> lifetimes.requireThere(map, step));
            step.writes().forEach(map -> lifetimes.requireAllRows(map, step));
            switch (step) {
                case Step.Bands bands -> lifetimes.bands(bands);
                case Step.Single single -> {
                    lifetimes.requireInMemory(single);
                    lifetimes.write(single.writes(), single, (written, read) -> single.replaceable().contains(read));
                }
                case Step.InBands other -> throw new IllegalArgumentException(other + " only goes in bands");
            }
        }
        outputs.forEach(map -> lifetimes.requireThere(map, "the outputs"));
    }

    /** The maps between the steps take slots of their own, which hold nothing of use afterwards. */
    private void bands(Step.Bands bands) {
        BandSchedule schedule = BandSchedule.of(bands, shapes);
        for (int map : bands.transients()) {
            if (maps.get(map).rows() < schedule.rowsHeld(map)) {
                throw new IllegalArgumentException("map #" + map + " (" + maps.get(map).name() + ") is held in "
                        + maps.get(map).rows() + " rows where " + schedule.rowsHeld(map) + " are needed by " + bands);
            }
        }
        requireOrder(bands);
        bands.steps().forEach(this::requireInMemory);
        write(bands.written(), bands, (written, read) -> maps.get(written).spilled()
                ? schedule.isBehind(written, read)
                : bands.replaceable().contains(read));
        bands.transients().forEach(map -> occupant[slot(map)] = NOBODY);
    }

    private void requireOrder(Step.Bands bands) {
        Set<Integer> later = new HashSet<>(bands.written());
        for (Step step : bands.steps()) {
            for (int map : step.reads()) {
                if (later.contains(map)) {
                    throw new IllegalArgumentException("map #" + map + " (" + maps.get(map).name()
                            + ") is not written yet when read by " + step);
                }
            }
            step.writes().forEach(later::remove);
        }
    }

    /** Rows of a spilled map come and go by steps of their own, which know no other maps. */
    private void requireInMemory(Step step) {
        boolean right = switch (step) {
            case Step.Fetch s -> maps.get(s.stored()).spilled() && !maps.get(s.output()).spilled();
            case Step.Spill s -> !maps.get(s.input()).spilled() && maps.get(s.stored()).spilled();
            default -> Stream.concat(step.reads().stream(), step.writes().stream())
                    .noneMatch(map -> maps.get(map).spilled());
        };
        if (!right) {
            throw new IllegalArgumentException(
                    "spilled maps are only for fetch and spill, and these for them: " + step);
        }
    }

    private void requireOneShapePerSpilledSlot() {
        Map<Integer, FeatureMap> first = new HashMap<>();
        for (FeatureMap map : maps) {
            FeatureMap other = first.computeIfAbsent(map.slot(), slot -> map);
            if (map.spilled() != other.spilled()
                    || map.spilled() && (!map.shape().equals(other.shape()) || map.rows() != other.rows())) {
                throw new IllegalArgumentException("maps " + other.name() + " and " + map.name()
                        + " share a slot, one of them spilled, and are not alike");
            }
        }
    }

    /** What is read around the place that is written must live elsewhere. */
    private void write(List<Integer> written, Step step, BiPredicate<Integer, Integer> replaces) {
        Set<Integer> slots = new HashSet<>();
        for (int map : written) {
            if (!slots.add(slot(map))) {
                throw new IllegalArgumentException("two results share a slot in " + step);
            }
            for (int read : step.reads()) {
                if (slot(read) == slot(map) && !(step.writes().contains(map) && replaces.test(map, read))) {
                    throw new IllegalArgumentException("a step writes over its own input: " + step);
                }
            }
        }
        written.forEach(this::occupy);
    }

    private void requireThere(int map, Object reader) {
        if (occupant[slot(map)] != map) {
            throw new IllegalArgumentException("map #" + map + " (" + maps.get(map).name()
                    + ") is not in its slot when read by " + reader);
        }
        requireAllRows(map, reader);
    }

    /** Only between the steps of bands is a map held in part. */
    private void requireAllRows(int map, Object user) {
        if (!maps.get(map).isWhole() && !maps.get(map).spilled()) {
            throw new IllegalArgumentException("map #" + map + " (" + maps.get(map).name()
                    + ") is held in part and cannot be read or written by " + user);
        }
    }

    private void occupy(int map) {
        occupant[slot(map)] = map;
    }

    private int slot(int map) {
        return maps.get(map).slot();
    }
}
