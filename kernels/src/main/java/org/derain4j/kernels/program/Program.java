package org.derain4j.kernels.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A plan that any backend runs: maps with their slots of memory, and steps in order. Checked when made: every map is
 * written before it is read, and not overwritten by another map of its slot in between; maps held in part have the rows
 * that their bands need.
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
        Objects.requireNonNull(maps, "maps");
        Objects.requireNonNull(steps, "steps");
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(outputs, "outputs");
        maps = List.copyOf(maps);
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        Lifetimes.check(maps, steps, inputs, outputs);
    }

    /**
     * The steps of a program without bands, for a backend that makes whole maps only.
     *
     * @return in order
     * @throws IllegalArgumentException if some steps go in bands
     */
    public List<Step.Single> singleSteps() {
        List<Step.Single> singles = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Single single -> singles.add(single);
                case Step.InBands _,Step.Bands _ -> throw new IllegalArgumentException(
                        "this backend makes whole maps only, and the program has bands; plan it with the backend's own");
            }
        }
        return singles;
    }

    /**
     * The size of every slot: that of the largest map in it, of its rows held at a time.
     *
     * @return values per slot
     */
    public long[] slotFloats() {
        long[] floats = new long[maps.stream().mapToInt(FeatureMap::slot).max().orElse(-1) + 1];
        for (FeatureMap map : maps) {
            floats[map.slot()] = Math.max(floats[map.slot()], map.floats());
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

    /**
     * Whether rows of some map are neither made again nor in memory.
     *
     * @return true if a scratch file is needed
     */
    public boolean needsScratch() {
        return maps.stream().anyMatch(map -> map.spilled() && map.rows() < map.shape().height());
    }

    /**
     * The shapes of all maps.
     *
     * @return by index
     */
    public List<Shape> shapes() {
        return maps.stream().map(FeatureMap::shape).toList();
    }

    /** The plan as text: one line per step, those in bands indented under a line of their own, then the slots. */
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
        return switch (step) {
            case Step.ByRows s -> results + " = " + describeByRows(s);
            case Step.ChannelAttention s -> results + " = channel-attention(#" + s.input() + ") " + s.squeeze().filter()
                    + ", " + s.excite().filter() + " add(#" + s.skip() + ")";
            case Step.Bands s -> "bands of " + s.bandRows() + " rows\n    "
                    + String.join("\n    ", s.steps().stream().map(this::describe).toList());
        };
    }

    private static String describeByRows(Step.ByRows step) {
        return switch (step) {
            case Step.BoxDownscale s -> "box-downscale(#" + s.input() + ") by " + s.factor();
            case Step.Convolution s -> s.window().name().toLowerCase(Locale.ROOT) + s.inputs().stream()
                    .map(i -> "#" + i).toList() + " " + s.filter() + s.epilogue();
            case Step.ConvLstm s -> "conv-lstm(#" + s.input() + ", h #" + s.hidden() + ", c #" + s.cell() + ") "
                    + s.filter();
            case Step.ConvLstmZeroState s -> "conv-lstm-zero-state(#" + s.input() + ") " + s.filter();
            case Step.Prelu s -> "prelu(#" + s.input() + ") " + s.slope();
            case Step.Pointwise s -> s.function().name().toLowerCase(Locale.ROOT) + "(#" + s.input() + ")";
            case Step.Add s -> "#" + s.left() + (s.negated() ? " - #" : " + #") + s.right();
            case Step.ChannelGate s -> "channel-gate(#" + s.input() + ") " + s.squeeze().filter() + ", "
                    + s.excite().filter();
            case Step.ChannelScale s -> "#" + s.skip() + " + #" + s.input() + " * #" + s.gate();
            case Step.Fetch s -> "fetch(#" + s.stored() + ")";
            case Step.Spill s -> "spill(#" + s.input() + ")";
        };
    }

    private String label(int index) {
        FeatureMap map = maps.get(index);
        return "#" + index + " " + map.name() + " " + map.shape() + " @" + map.slot()
                + (map.spilled()
                        ? " spilled but for " + map.rows() + " rows"
                        : map.isWhole() ? "" : " in " + map.rows() + " rows");
    }
}
