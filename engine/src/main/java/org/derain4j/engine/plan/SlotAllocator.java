package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * Packs the lifetimes of maps into slots, the largest maps first, each into the smallest slot that is free for its whole
 * life; so no slot grows beyond its first map. A result goes over the map it is added to where that is its last use: the
 * residual streams stay where they are.
 */
final class SlotAllocator {

    private static final int FOREVER = Integer.MAX_VALUE;

    /** From the step that writes a map to the last that reads it, both included. */
    private record Life(int birth, int death) {

        boolean overlaps(Life other) {
            return birth <= other.death && other.birth <= death;
        }

        Life and(Life next) {
            return new Life(Math.min(birth, next.birth), Math.max(death, next.death));
        }
    }

    private final List<Shape> shapes;
    private final Life[] lives;

    /** By map: itself, or the first of the maps that take each other's place, of which it is one. */
    private final int[] place;

    private SlotAllocator(List<Shape> shapes, List<Step> steps, List<Integer> outputs) {
        this.shapes = shapes;
        this.lives = lives(shapes.size(), steps, outputs);
        this.place = IntStream.range(0, shapes.size()).toArray();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Bands bands && !spilled(bands).isEmpty()) {
                replaceSpilled(i, bands);
            } else {
                replace(i, steps.get(i));
            }
        }
    }

    /**
     * The slot of every map.
     *
     * @param rows by map, those held at a time
     */
    static int[] assign(List<Shape> shapes, int[] rows, List<Step> steps, List<Integer> outputs) {
        return assign(shapes, rows, steps, outputs, map -> false);
    }

    /**
     * The same where some maps are spilled, which share slots among themselves only, each with those of its shape.
     *
     * @param rows    by map, those held at a time
     * @param spilled by map
     */
    static int[] assign(List<Shape> shapes, int[] rows, List<Step> steps, List<Integer> outputs,
            IntPredicate spilled) {
        SlotAllocator allocator = new SlotAllocator(shapes, steps, outputs);
        int[] slots = new int[shapes.size()];
        int next = 0;
        Set<Shape> kinds = new LinkedHashSet<>();
        IntStream.range(0, slots.length).filter(spilled).forEach(map -> kinds.add(shapes.get(map)));
        List<IntPredicate> parts = new ArrayList<>();
        parts.add(spilled.negate());
        kinds.forEach(shape -> parts.add(map -> spilled.test(map) && shapes.get(map).equals(shape)));
        for (IntPredicate part : parts) {
            int[] packed = allocator.pack(rows, IntStream.range(0, slots.length).filter(part), next);
            for (int map = 0; map < slots.length; map++) {
                if (part.test(map)) {
                    slots[map] = packed[map];
                    next = Math.max(next, slots[map] + 1);
                }
            }
        }
        return slots;
    }

    private static List<Integer> spilled(Step.Bands bands) {
        return bands.steps().stream().filter(Step.Spill.class::isInstance).map(step -> ((Step.Spill) step).stored())
                .toList();
    }

    /** Rows that are put away go over those of maps that end here, if these have been fetched by then. */
    private void replaceSpilled(int index, Step.Bands bands) {
        BandSchedule schedule = BandSchedule.of(bands, shapes);
        List<Integer> over = new ArrayList<>(bands.reads());
        for (int result : spilled(bands)) {
            over.stream()
                    .filter(map -> lives[map].death() == index && shapes.get(map).equals(shapes.get(result))
                            && schedule.isBehind(result, map))
                    .findFirst().ifPresent(map -> {
                        place[result] = place[map];
                        over.remove(map);
                    });
        }
    }

    private static Life[] lives(int maps, List<Step> steps, List<Integer> outputs) {
        Life[] lives = new Life[maps];
        Arrays.fill(lives, new Life(-1, -1)); // what no step writes is there from the beginning
        for (int i = 0; i < steps.size(); i++) {
            Life now = new Life(i, i);
            Step step = steps.get(i);
            for (int map : step instanceof Step.Bands bands ? bands.written() : step.writes()) {
                lives[map] = now;
            }
            step.reads().forEach(map -> lives[map] = lives[map].and(now));
        }
        outputs.forEach(map -> lives[map] = new Life(lives[map].birth(), FOREVER));
        return lives;
    }

    /** Lets results take the places of maps that end here. */
    private void replace(int index, Step step) {
        List<Integer> over = new ArrayList<>(step.replaceable());
        for (int result : step.writes()) {
            over.stream()
                    .filter(map -> lives[map].death() == index && shapes.get(map).equals(shapes.get(result)))
                    .findFirst().ifPresent(map -> {
                        place[result] = place[map];
                        over.remove(map);
                    });
        }
    }

    /** Some of the maps, in slots of their own from that number on. */
    private int[] pack(int[] rows, IntStream maps, int firstSlot) {
        Life[] together = new Life[place.length];
        for (int map = 0; map < place.length; map++) {
            Life before = together[place[map]];
            together[place[map]] = before == null ? lives[map] : before.and(lives[map]);
        }
        List<List<Life>> slots = new ArrayList<>();
        int[] slotOf = new int[place.length];
        maps.filter(map -> place[map] == map).boxed()
                .sorted(Comparator.comparing(map -> -(long) rows[map] * shapes.get(map).rowFloats()))
                .forEach(map -> slotOf[map] = firstSlot + put(together[map], slots));
        return Arrays.stream(place).map(first -> slotOf[first]).toArray();
    }

    /** The last slot that is free is the smallest one: slots were made in the order of their sizes. */
    private static int put(Life life, List<List<Life>> slots) {
        int slot = slots.size() - 1;
        while (slot >= 0 && slots.get(slot).stream().anyMatch(life::overlaps)) {
            slot--;
        }
        if (slot < 0) {
            slot = slots.size();
            slots.add(new ArrayList<>());
        }
        slots.get(slot).add(life);
        return slot;
    }
}
