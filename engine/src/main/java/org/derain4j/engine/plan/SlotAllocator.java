package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Step;

/**
 * Packs the lifetimes of maps into slots: a map takes the place of one that died before it. A result goes over the map it
 * is added to where that is its last use, so the residual streams stay where they are.
 */
final class SlotAllocator {

    private static final int FOREVER = Integer.MAX_VALUE;

    private final List<Shape> shapes;
    private final int[] lastUse;
    private final int[] slotOf;
    private final List<Long> slotFloats = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    private SlotAllocator(List<Shape> shapes, List<Step> steps, List<Integer> outputs) {
        this.shapes = shapes;
        this.slotOf = new int[shapes.size()];
        this.lastUse = new int[shapes.size()];
        for (int i = 0; i < steps.size(); i++) {
            for (int map : steps.get(i).reads()) {
                lastUse[map] = i;
            }
        }
        outputs.forEach(output -> lastUse[output] = FOREVER);
    }

    /** The slot of every map. */
    static int[] assign(List<Shape> shapes, List<Step> steps, List<Integer> inputs, List<Integer> outputs) {
        SlotAllocator allocator = new SlotAllocator(shapes, steps, outputs);
        Arrays.fill(allocator.slotOf, -1);
        inputs.forEach(allocator::place);
        for (int i = 0; i < steps.size(); i++) {
            allocator.step(i, steps.get(i));
        }
        return allocator.slotOf;
    }

    private void step(int index, Step step) {
        List<Integer> over = new ArrayList<>(step.replaceable());
        for (int written : step.writes()) {
            Integer victim = over.stream()
                    .filter(map -> lastUse[map] == index && shapes.get(map).equals(shapes.get(written)))
                    .findFirst().orElse(null);
            if (victim == null) {
                place(written);
            } else {
                slotOf[written] = slotOf[victim];
                lastUse[victim] = FOREVER; // its slot has a new owner and is not freed below
                over.remove(victim);
            }
        }
        for (int read : step.reads()) {
            if (lastUse[read] == index) {
                free.add(slotOf[read]);
                lastUse[read] = FOREVER;
            }
        }
    }

    /** The smallest free slot that is large enough; else the largest, grown; else a new one. */
    private void place(int map) {
        long floats = shapes.get(map).floats();
        Integer best = null;
        for (Integer slot : free) {
            if (best == null || better(slotFloats.get(slot), slotFloats.get(best), floats)) {
                best = slot;
            }
        }
        if (best == null) {
            best = slotFloats.size();
            slotFloats.add(floats);
        }
        free.remove(best);
        slotFloats.set(best, Math.max(floats, slotFloats.get(best)));
        slotOf[map] = best;
    }

    private static boolean better(long candidate, long best, long needed) {
        if (candidate >= needed) {
            return best < needed || candidate < best;
        }
        return best < needed && candidate > best;
    }
}
