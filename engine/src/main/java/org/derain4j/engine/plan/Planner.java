package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Op;
import org.derain4j.engine.graph.Shapes;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/**
 * Turns the graph into a program: what nobody asks for is left out; concatenations, activations and sums that have one
 * reader become part of a convolution; steps go together in bands of rows where that spares the large map between them;
 * lifetimes are packed into slots. Maps that are to be kept are never fused away; a run
 * with taps then stores some maps that one without keeps in registers, which on a backend of doubles rounds them once more.
 */
public final class Planner {

    private static final Runnable NEVER = () -> {
    };

    private final Graph graph;
    private final Shapes shapes;
    private final Set<Value> kept;
    private final BandPolicy bands;
    private final Runnable check;
    private final Map<Value, Integer> readers = new HashMap<>();
    private final Set<Value> fused = new HashSet<>();
    private final Map<Value, Integer> mapOf = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private Planner(Graph graph, Shapes shapes, Set<Value> kept, BandPolicy bands, Runnable check) {
        this.graph = graph;
        this.shapes = shapes;
        this.kept = kept;
        this.bands = bands;
        this.check = check;
    }

    /**
     * Plans, to the end.
     *
     * @param graph  the network
     * @param height of the picture, a multiple of 4
     * @param width  of the picture, a multiple of 4
     * @param keep   maps to be read after a run
     * @param bands  which maps are made in bands: those of the backend, or none; results are the same bits
     * @return the plan; deterministic
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Plan plan(Graph graph, int height, int width, Set<Value> keep, BandPolicy bands) {
        return plan(graph, height, width, keep, bands, NEVER);
    }

    /**
     * Plans.
     *
     * @param graph  the network
     * @param height of the picture, a multiple of 4
     * @param width  of the picture, a multiple of 4
     * @param keep   maps to be read after a run
     * @param bands  which maps are made in bands: those of the backend, or none; results are the same bits
     * @param check  run every few milliseconds; may throw
     * @return the plan; deterministic
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Plan plan(Graph graph, int height, int width, Set<Value> keep, BandPolicy bands,
            Runnable check) {
        return planner(graph, height, width, keep, bands, check).plan();
    }

    /**
     * Plans for so much memory, to the end.
     *
     * @param graph    the network
     * @param height   of the picture, a multiple of 4
     * @param width    of the picture, a multiple of 4
     * @param keep     maps to be read after a run
     * @param bands    of a backend that has some
     * @param mapBytes that slots may take in memory
     * @return a plan as {@link #plan(Graph, int, int, Set, BandPolicy, long, Runnable)} gives it
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Plan plan(Graph graph, int height, int width, Set<Value> keep, BandPolicy bands, long mapBytes) {
        return plan(graph, height, width, keep, bands, mapBytes, NEVER);
    }

    /**
     * Plans for so much memory: what it has no room for is spilled. The values are the same bits.
     *
     * @param graph    the network
     * @param height   of the picture, a multiple of 4
     * @param width    of the picture, a multiple of 4
     * @param keep     maps to be read after a run
     * @param bands    of a backend that has some
     * @param mapBytes that slots may take in memory
     * @param check    run every few milliseconds; may throw
     * @return the plan with the least traffic that was found, deterministic; its slots take more only where there is none that
     *         takes less
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Plan plan(Graph graph, int height, int width, Set<Value> keep, BandPolicy bands, long mapBytes,
            Runnable check) {
        return planner(graph, height, width, keep, bands, check).spilling(mapBytes);
    }

    private static Planner planner(Graph graph, int height, int width, Set<Value> keep, BandPolicy bands,
            Runnable check) {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(keep, "keep");
        Objects.requireNonNull(bands, "bands");
        Objects.requireNonNull(check, "check");
        return new Planner(graph, Shapes.of(graph, height, width), new LinkedHashSet<>(keep), bands, check);
    }

    private Plan plan() {
        int input = makeSteps();
        List<Integer> inputs = input < 0 ? List.of() : List.of(input);
        List<Integer> outputs = kept.stream().map(this::map).toList();
        List<Shape> mapShapes = mapOf.keySet().stream().map(shapes::get).toList();
        check.run();
        List<Step> grouped = BandFinder.group(steps, mapShapes, outputs, bands);
        check.run();
        int[] rows = rowsHeld(grouped, mapShapes, check);
        int[] slots = SlotAllocator.assign(mapShapes, rows, grouped, outputs);
        check.run();
        List<FeatureMap> maps = new ArrayList<>();
        mapOf.forEach(
                (value, map) -> maps.add(new FeatureMap(graph.name(value), shapes.get(value), slots[map], rows[map])));
        return new Plan(new Program(maps, grouped, inputs, outputs), input, keptMaps());
    }

    private Plan spilling(long mapBytes) {
        int input = makeSteps();
        Maps maps = new Maps();
        mapOf.keySet().forEach(value -> maps.add(graph.name(value), shapes.get(value)));
        Map<Value, Integer> wanted = keptMaps();
        SpillPlanner planner = new SpillPlanner(maps, steps, input, List.copyOf(wanted.values()), bands.heldBytes(),
                check);
        Program program = planner.plan(mapBytes);
        wanted.replaceAll((value, map) -> planner.stored(map));
        return new Plan(program, planner.stored(input), wanted);
    }

    /** Each step by itself; returns the map of the picture, or -1 if nothing kept depends on it. */
    private int makeSteps() {
        countReaders();
        for (Value value : live()) {
            findFusions(value);
        }
        int input = -1;
        for (Value value : live()) {
            if (graph.op(value) instanceof Op.Input) {
                input = map(value);
            } else if (!fused.contains(value)) {
                steps.add(step(value, Epilogue.NONE, value));
            }
        }
        return input;
    }

    private Map<Value, Integer> keptMaps() {
        Map<Value, Integer> keptMaps = new LinkedHashMap<>();
        kept.forEach(value -> keptMaps.put(value, map(value)));
        return keptMaps;
    }

    static int[] rowsHeld(List<Step> steps, List<Shape> mapShapes, Runnable check) {
        int[] rows = mapShapes.stream().mapToInt(Shape::height).toArray();
        for (Step step : steps) {
            if (step instanceof Step.Bands group) {
                check.run();
                BandSchedule schedule = BandSchedule.of(group, mapShapes);
                group.transients().forEach(map -> rows[map] = schedule.rowsHeld(map));
            }
        }
        return rows;
    }

    /** Counts readers from the kept maps backwards; what is never reached is dead. */
    private void countReaders() {
        kept.forEach(value -> readers.put(value, 0));
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            if (readers.containsKey(new Value(i))) {
                graph.nodes().get(i).op().operands().forEach(operand -> readers.merge(operand, 1, Integer::sum));
            }
        }
    }

    private List<Value> live() {
        return readers.keySet().stream().sorted((a, b) -> Integer.compare(a.index(), b.index())).toList();
    }

    /** Marks the operands that become part of this operation's step. */
    private void findFusions(Value value) {
        switch (graph.op(value)) {
            case Op.Conv o -> fuseConcat(o.x());
            case Op.TransposedConv o -> fuseConcat(o.x());
            case Op.Prelu o -> {
                if (isConvolution(o.x()) && onlyReadHere(o.x())) {
                    fused.add(o.x());
                }
            }
            case Op.Add o -> {
                // the later of the two, if both could be: the other is then there to be added to
                Value later = o.a().index() > o.b().index() ? o.a() : o.b();
                Value earlier = later.equals(o.a()) ? o.b() : o.a();
                if (canTakeAddend(later)) {
                    fused.add(later);
                } else if (canTakeAddend(earlier)) {
                    fused.add(earlier);
                }
            }
            case Op.Subtract o -> {
                if (canTakeAddend(o.b())) {
                    fused.add(o.b());
                }
            }
            case Op.Input _,Op.BoxDownscale _,Op.ConvLstm _,Op.ChannelAttention _,Op.Concat _ -> {
            }
        }
    }

    private void fuseConcat(Value x) {
        if (graph.op(x) instanceof Op.Concat && onlyReadHere(x)) {
            fused.add(x);
        }
    }

    private boolean onlyReadHere(Value value) {
        return readers.get(value) == 1 && !kept.contains(value);
    }

    private boolean isConvolution(Value value) {
        return graph.op(value) instanceof Op.Conv || graph.op(value) instanceof Op.TransposedConv;
    }

    /** A convolution, with its PReLU or without, whose result goes nowhere but into one sum. */
    private boolean canTakeAddend(Value value) {
        boolean convolution = isConvolution(value)
                || graph.op(value) instanceof Op.Prelu prelu && fused.contains(prelu.x());
        return convolution && onlyReadHere(value);
    }

    /**
     * The step that computes a value, with what later operations have added to its epilogue.
     *
     * @param output the value that ends up in memory
     */
    private Step step(Value value, Epilogue epilogue, Value output) {
        return switch (graph.op(value)) {
            case Op.BoxDownscale o -> new Step.BoxDownscale(map(o.x()), o.factor(), map(output));
            case Op.Conv o -> new Step.Convolution(inputs(o.x()), o.window(), o.filter(),
                    new Epilogue(o.bias(), epilogue.slope(), epilogue.addend(), epilogue.negated()), map(output));
            case Op.TransposedConv o ->
                new Step.Convolution(inputs(o.x()), Window.TRANSPOSED_STRIDE2, o.filter(), epilogue,
                        map(output));
            case Op.Prelu o -> fused.contains(o.x())
                    ? step(o.x(), new Epilogue(null, o.slope(), epilogue.addend(), epilogue.negated()), output)
                    : new Step.Prelu(map(o.x()), o.slope(), map(output));
            case Op.ConvLstm o -> new Step.ConvLstmZeroState(map(o.x()), o.filter(), o.bias(), map(output));
            case Op.ChannelAttention o -> new Step.ChannelAttention(map(o.f()),
                    new Step.Dense(o.squeeze(), o.squeezeBias(), o.squeezeSlope()),
                    new Step.Dense(o.excite(), o.exciteBias(), null), map(o.skip()), map(output));
            case Op.Add o -> {
                Value convolution = fused.contains(o.a()) ? o.a() : o.b();
                Value other = fused.contains(o.a()) ? o.b() : o.a();
                yield fused.contains(convolution)
                        ? step(convolution, new Epilogue(null, null, map(other), false), output)
                        : new Step.Add(map(o.a()), map(o.b()), false, map(output));
            }
            case Op.Subtract o -> fused.contains(o.b())
                    ? step(o.b(), new Epilogue(null, null, map(o.a()), true), output)
                    : new Step.Add(map(o.a()), map(o.b()), true, map(output));
            case Op.Concat o -> throw new IllegalArgumentException("the concatenation " + graph.name(value)
                    + " is not read by exactly one convolution, or is to be kept; no step makes it");
            case Op.Input o ->
                throw new IllegalArgumentException("an input of " + o.channels() + " channels is no step");
        };
    }

    private List<Integer> inputs(Value x) {
        return fused.contains(x) && graph.op(x) instanceof Op.Concat concat
                ? List.of(map(concat.a()), map(concat.b()))
                : List.of(map(x));
    }

    private int map(Value value) {
        return mapOf.computeIfAbsent(value, v -> mapOf.size());
    }
}
