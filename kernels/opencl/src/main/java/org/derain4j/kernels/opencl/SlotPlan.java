package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Step;

/**
 * Which buffer holds which map. Bands are taken apart, so that every step makes its whole map with one launch: a device of
 * thousands of items has nothing to gain from a few rows at a time. So the program's slots, which count on bands, do not fit, and
 * lifetimes are packed anew: each map takes the smallest free buffer that holds it, or the largest, made larger. Inputs and
 * outputs keep buffers of their own.
 */
final class SlotPlan {

    private static final int NEVER = -1;

    private final List<Step> steps = new ArrayList<>();
    private final int[] slots;
    private final List<Long> floats = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    /** By map: the last step that reads it, or beyond the end. */
    private final int[] lastRead;

    private SlotPlan(Program program) {
        for (Step step : program.steps()) {
            if (step instanceof Step.Bands bands) {
                steps.addAll(bands.steps());
            } else {
                steps.add(step);
            }
        }
        slots = new int[program.maps().size()];
        Arrays.fill(slots, NEVER);
        lastRead = new int[slots.length];
        Arrays.fill(lastRead, NEVER);
        for (int i = 0; i < steps.size(); i++) {
            for (int map : steps.get(i).reads()) {
                lastRead[map] = i;
            }
        }
        for (List<Integer> kept : List.of(program.inputs(), program.outputs())) {
            kept.forEach(map -> lastRead[map] = steps.size());
        }
    }

    static SlotPlan of(Program program) {
        SlotPlan plan = new SlotPlan(program);
        program.inputs().forEach(map -> plan.place(map, program));
        for (int i = 0; i < plan.steps.size(); i++) {
            Step step = plan.steps.get(i);
            // what is read for the last time, value by value, may be replaced by the result
            plan.release(step.replaceable(), i);
            step.writes().forEach(map -> plan.place(map, program));
            plan.release(step.reads(), i);
        }
        return plan;
    }

    private void release(List<Integer> maps, int step) {
        for (int map : maps) {
            if (lastRead[map] == step) {
                free.add(slots[map]);
                lastRead[map] = NEVER;
            }
        }
    }

    private void place(int map, Program program) {
        if (slots[map] != NEVER) {
            return;
        }
        long needed = program.maps().get(map).shape().floats();
        int best = NEVER;
        for (int slot : free) {
            if (best == NEVER || isBetter(floats.get(slot), floats.get(best), needed)) {
                best = slot;
            }
        }
        if (best == NEVER) {
            best = floats.size();
            floats.add(needed);
        } else {
            free.remove((Integer) best);
            floats.set(best, Math.max(floats.get(best), needed));
        }
        slots[map] = best;
    }

    private static boolean isBetter(long one, long other, long needed) {
        return one >= needed ? other < needed || one < other : one > other;
    }

    /** The program's steps, those in bands one by one. */
    List<Step> steps() {
        return steps;
    }

    /** The buffer of a map, or -1 for one that no step writes. */
    int slot(int map) {
        return slots[map];
    }

    /** Values of every buffer. */
    List<Long> floats() {
        return floats;
    }
}
