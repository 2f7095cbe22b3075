package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/** Makes bands of steps, with what fetches and spills the maps that are not made or used between them alone. */
final class BandMaker {

    /** The rows of the finest map in the lowest band: as many as any kernel makes at once, whatever its scale. */
    private static final int LEAST_ROWS = 8;

    /** In place of bytes held: the lowest bands there are. */
    static final long LOWEST = -1;

    private final Maps maps;
    private final Map<Integer, Integer> storedOf;
    private final long heldBytes;

    /** Maps that have been between the steps of some bands; in others they are another map. */
    private final Set<Integer> used = new HashSet<>();

    /**
     * For some bands, one after the other.
     *
     * @param maps      gets those that are fetched or spilled
     * @param storedOf  by map, where it is when it is spilled; more are added
     * @param heldBytes rows up to this are in higher bands
     */
    BandMaker(Maps maps, Map<Integer, Integer> storedOf, long heldBytes) {
        this.maps = maps;
        this.storedOf = storedOf;
        this.heldBytes = heldBytes;
    }

    /**
     * The next bands.
     *
     * @param needed maps that others read
     */
    Step.Bands bands(List<Step.ByRows> group, Set<Integer> needed) {
        Map<Integer, Integer> here = new HashMap<>();
        Set<Integer> made = new HashSet<>();
        group.forEach(step -> made.addAll(step.writes()));
        List<Step.ByRows> steps = new ArrayList<>();
        List<Integer> results = new ArrayList<>();
        for (Step.ByRows step : group) {
            for (int map : step.reads()) {
                if (!made.contains(map) && !here.containsKey(map) && !isGate(step, map)) {
                    here.put(map, used.add(map) ? map : maps.again(map));
                    steps.add(new Step.Fetch(stored(map), here.get(map)));
                }
            }
            steps.add(renamed(step, map -> here.getOrDefault(map, map)));
            for (int map : step.writes()) {
                used.add(map);
                if (step instanceof Step.ChannelGate) {
                    results.add(map);
                } else if (needed.contains(map)) {
                    steps.add(new Step.Spill(map, stored(map)));
                    results.add(stored(map));
                }
            }
        }
        finestLast(steps);
        int height = maps.shape(steps.getLast().reads().getFirst()).height();
        return highest(steps, results, LEAST_ROWS, height, heldBytes, maps.shapes());
    }

    private int stored(int map) {
        return storedOf.computeIfAbsent(map, maps::again);
    }

    private static boolean isGate(Step.ByRows step, int map) {
        return step instanceof Step.ChannelScale scale && scale.gate() == map;
    }

    /** The last step sets the pace: bands are lowest if that is the one with most rows, of those that nobody reads. */
    private void finestLast(List<Step.ByRows> steps) {
        Step.ByRows finest = steps.stream()
                .filter(step -> step instanceof Step.Spill || step instanceof Step.ChannelGate)
                .max(Comparator.comparing(step -> maps.shape(step.reads().getFirst()).height())).orElseThrow();
        steps.remove(finest);
        steps.add(finest);
    }

    /**
     * The highest bands of which the rows held are not too much, or else the lowest there are.
     *
     * @param rows   of the lowest
     * @param height of what the last step goes over
     */
    static Step.Bands highest(List<Step.ByRows> steps, List<Integer> results, int rows, int height, long heldBytes,
            List<Shape> shapes) {
        Step.Bands bands = new Step.Bands(steps, results, rows);
        for (int more = 2 * rows; more < 2 * height && heldBytes > LOWEST; more *= 2) {
            Step.Bands higher = new Step.Bands(steps, results, more);
            if (held(higher, shapes) > heldBytes) {
                break;
            }
            bands = higher;
        }
        return bands;
    }

    /** The memory of the rows between the steps. */
    static long held(Step.Bands bands, List<Shape> shapes) {
        BandSchedule schedule = BandSchedule.of(bands, shapes);
        return bands.transients().stream().mapToLong(
                map -> (long) schedule.rowsHeld(map) * shapes.get(map).rowFloats() * Float.BYTES).sum();
    }

    private static Step.ByRows renamed(Step.ByRows step, IntUnaryOperator name) {
        return switch (step) {
            case Step.BoxDownscale s -> new Step.BoxDownscale(name.applyAsInt(s.input()), s.factor(), s.output());
            case Step.Convolution s -> new Step.Convolution(s.inputs().stream().map(name::applyAsInt).toList(),
                    s.window(), s.filter(), renamed(s.epilogue(), name), s.output());
            case Step.ConvLstm s -> new Step.ConvLstm(name.applyAsInt(s.input()), name.applyAsInt(s.hidden()),
                    name.applyAsInt(s.cell()), s.filter(), s.bias(), s.newCell(), s.newHidden());
            case Step.ConvLstmZeroState s -> new Step.ConvLstmZeroState(name.applyAsInt(s.input()), s.filter(),
                    s.bias(), s.output());
            case Step.Prelu s -> new Step.Prelu(name.applyAsInt(s.input()), s.slope(), s.output());
            case Step.Pointwise s -> new Step.Pointwise(name.applyAsInt(s.input()), s.function(), s.output());
            case Step.Add s -> new Step.Add(name.applyAsInt(s.left()), name.applyAsInt(s.right()), s.negated(),
                    s.output());
            case Step.ChannelGate s -> new Step.ChannelGate(name.applyAsInt(s.input()), s.squeeze(), s.excite(),
                    s.output());
            case Step.ChannelScale s -> new Step.ChannelScale(name.applyAsInt(s.input()), s.gate(),
                    name.applyAsInt(s.skip()), s.output());
            case Step.Fetch _,Step.Spill _ -> throw new IllegalArgumentException("spilled already: " + step);
        };
    }

    private static Epilogue renamed(Epilogue epilogue, IntUnaryOperator name) {
        return epilogue.hasAddend()
                ? new Epilogue(epilogue.bias(), epilogue.slope(), name.applyAsInt(epilogue.addend()),
                        epilogue.negated())
                : epilogue;
    }
}
