package org.derain4j.kernels;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan that any backend runs: maps with their slots of memory, and steps in order. Checked when made: every map is
 * written before it is read, and not overwritten by another map of its slot in between.
 *
 * @param maps    all maps; steps name them by index
 * @param steps   in order of execution
 * @param inputs  maps that the caller writes before a run
 * @param outputs maps that hold their values after a run
 */
public record Program(List<FeatureMap> maps, List<Step> steps, List<Integer> inputs, List<Integer> outputs) {

    /**
     * Copies the lists and checks the order of reads and writes.
     *
     * @throws IllegalArgumentException if a step reads a map that is not, or no longer, there
     */
    public Program {
        maps = List.copyOf(maps);
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        checkLifetimes(maps, steps, inputs, outputs);
    }

    /**
     * The size of every slot: that of the largest map in it.
     *
     * @return values per slot
     */
    public long[] slotFloats() {
        long[] floats = new long[maps.stream().mapToInt(FeatureMap::slot).max().orElse(-1) + 1];
        for (FeatureMap map : maps) {
            floats[map.slot()] = Math.max(floats[map.slot()], map.shape().floats());
        }
        return floats;
    }

    /**
     * The memory that the slots take.
     *
     * @return bytes
     */
    public long slotBytes() {
        return Arrays.stream(slotFloats()).sum() * Float.BYTES;
    }

    private static void checkLifetimes(List<FeatureMap> maps, List<Step> steps, List<Integer> inputs,
            List<Integer> outputs) {
        int[] occupant = new int[maps.stream().mapToInt(FeatureMap::slot).max().orElse(-1) + 1];
        Arrays.fill(occupant, -1);
        for (int input : inputs) {
            occupant[maps.get(input).slot()] = input;
        }
        for (Step step : steps) {
            for (int map : step.reads()) {
                requireOccupied(maps, occupant, map, step.toString());
            }
            Set<Integer> written = new HashSet<>();
            for (int map : step.writes()) {
                if (!written.add(maps.get(map).slot())) {
                    throw new IllegalArgumentException("two results share a slot in " + step);
                }
                occupant[maps.get(map).slot()] = map;
            }
            requireApart(maps, step);
        }
        for (int output : outputs) {
            requireOccupied(maps, occupant, output, "the outputs");
        }
    }

    private static void requireOccupied(List<FeatureMap> maps, int[] occupant, int map, String reader) {
        if (occupant[maps.get(map).slot()] != map) {
            throw new IllegalArgumentException("map #" + map + " (" + maps.get(map).name()
                    + ") is not in its slot when read by " + reader);
        }
    }

    /** What is read around the place that is written must live elsewhere. */
    private static void requireApart(List<FeatureMap> maps, Step step) {
        for (int read : step.reads()) {
            for (int write : step.writes()) {
                if (maps.get(read).slot() == maps.get(write).slot() && !step.replaceable().contains(read)) {
                    throw new IllegalArgumentException("a step writes over its own input: " + step);
                }
            }
        }
    }

    /** The plan as text: one line per step, then the slots. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int input : inputs) {
            text.append("input ").append(label(input)).append('\n');
        }
        for (Step step : steps) {
            text.append(describe(step)).append('\n');
        }
        for (int output : outputs) {
            text.append("output ").append(label(output)).append('\n');
        }
        long[] floats = slotFloats();
        for (int slot = 0; slot < floats.length; slot++) {
            text.append("slot ").append(slot).append(": ").append(floats[slot]).append(" floats\n");
        }
        return text.toString();
    }

    private String describe(Step step) {
        String results = String.join(", ", step.writes().stream().map(this::label).toList());
        return results + " = " + switch (step) {
            case Step.BoxDownscale s -> "box-downscale(#" + s.input() + ") by " + s.factor();
            case Step.Convolution s -> s.window().name().toLowerCase(java.util.Locale.ROOT) + s.inputs().stream()
                    .map(i -> "#" + i).toList() + " " + s.filter() + s.epilogue();
            case Step.ConvLstm s -> "conv-lstm(#" + s.input() + ", h #" + s.hidden() + ", c #" + s.cell() + ") "
                    + s.filter();
            case Step.ConvLstmZeroState s -> "conv-lstm-zero-state(#" + s.input() + ") " + s.filter();
            case Step.ChannelAttention s -> "channel-attention(#" + s.input() + ") " + s.squeeze().filter() + ", "
                    + s.excite().filter() + " add(#" + s.skip() + ")";
            case Step.Prelu s -> "prelu(#" + s.input() + ") " + s.slope();
            case Step.Pointwise s -> s.function().name().toLowerCase(java.util.Locale.ROOT) + "(#" + s.input() + ")";
            case Step.Add s -> "#" + s.left() + (s.negated() ? " - #" : " + #") + s.right();
        };
    }

    private String label(int index) {
        FeatureMap map = maps.get(index);
        return "#" + index + " " + map.name() + " " + map.shape() + " @" + map.slot();
    }
}
