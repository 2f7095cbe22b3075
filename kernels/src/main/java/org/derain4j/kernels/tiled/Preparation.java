package org.derain4j.kernels.tiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.kernels.cpu.Allocatable;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.RowKernel;
import org.derain4j.kernels.cpu.RunCheck;
import org.derain4j.kernels.cpu.SpilledMaps;
import org.derain4j.kernels.cpu.Stage;
import org.derain4j.kernels.cpu.Workspace;
import org.derain4j.kernels.program.Axis;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.FilterLayout;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/**
 * A program's kernels and what they need: all are laid out first, so that its size is known before any memory is taken, and
 * allocated then. Scratch is shared by all steps, so it is as large as the largest of them asks for.
 */
final class Preparation {

    private final Microkernels microkernels;
    private final boolean winograd;
    private final int threads;
    private final Program program;
    private final Parameters parameters;
    private final PackedFilters filters;
    private final RunCheck check = new RunCheck();
    private final Workspace maps;
    private final SpilledMaps spilled;
    private final Scratch[] scratch;

    /** Maps whose means an attention takes, and by map the sums of those whose convolution gathers them. */
    private final Set<Integer> attended;
    private final Map<Integer, ChannelSums> gathered = new HashMap<>();

    private final List<Sized<Supplier<List<Stage>>>> steps;

    /**
     * What runs a step or one of its parts.
     *
     * @param scratch what it needs of it
     * @param memory  what it needs beside maps and scratch
     */
    private record Sized<T>(T work, Scratch.Size scratch, List<? extends Allocatable> memory) {

        static <T> Sized<T> of(T work) {
            return new Sized<>(work, Scratch.Size.NONE, List.of());
        }
    }

    /**
     * Lays everything out.
     *
     * @param winograd whether convolutions may go by Winograd's algorithm
     * @param filters  those of the parameters, shared with other programs
     */
    Preparation(Microkernels microkernels, boolean winograd, int threads, Program program, Parameters parameters,
            PackedFilters filters) {
        this.microkernels = microkernels;
        this.winograd = winograd;
        this.threads = threads;
        this.program = program;
        this.parameters = parameters;
        this.filters = filters;
        this.maps = new Workspace(program);
        this.spilled = new SpilledMaps(program, maps, check);
        this.scratch = new Scratch[threads];
        this.attended = program.steps().stream().flatMap(Preparation::attended).collect(Collectors.toSet());
        this.steps = program.steps().stream().map(this::stages).toList();
    }

    private static Stream<Integer> attended(Step step) {
        return switch (step) {
            case Step.ChannelAttention s -> Stream.of(s.input());
            case Step.ChannelGate s -> Stream.of(s.input());
            case Step.Bands s -> s.steps().stream().flatMap(Preparation::attended);
            case Step.ByRows _ -> Stream.empty();
        };
    }

    long bytes() {
        return memory().stream().mapToLong(Allocatable::bytes).sum() + threads * scratchSize().bytes()
                + spilled.bytes();
    }

    void allocate(Cancellation cancellation) {
        memory().forEach(memory -> memory.allocate(cancellation));
        Scratch.Size size = scratchSize();
        Arrays.setAll(scratch, worker -> new Scratch(size, check));
    }

    /** What the stages ask on the way. */
    RunCheck check() {
        return check;
    }

    Workspace maps() {
        return maps;
    }

    /** The program's spilled maps, if it has any. */
    SpilledMaps spilled() {
        return spilled;
    }

    /** By step; cut into pieces only now, since who asks for the size alone does not need them. */
    List<List<Stage>> stages() {
        return steps.stream().map(step -> step.work().get()).toList();
    }

    /** Each once: steps share filters. */
    private Set<Allocatable> memory() {
        Set<Allocatable> memory = new LinkedHashSet<>();
        memory.add(maps);
        steps.forEach(step -> memory.addAll(step.memory()));
        return memory;
    }

    private Scratch.Size scratchSize() {
        return largest(steps);
    }

    private static Scratch.Size largest(List<? extends Sized<?>> of) {
        return of.stream().map(Sized::scratch).reduce(Scratch.Size.NONE, Scratch.Size::or);
    }

    private Sized<Supplier<List<Stage>>> stages(Step step) {
        return switch (step) {
            case Step.ByRows s -> {
                Sized<RowKernel> kernel = kernel(s);
                yield new Sized<>(() -> Stage.whole(kernel.work(), threads), kernel.scratch(), kernel.memory());
            }
            case Step.ChannelAttention s -> attention(s);
            case Step.Bands s -> {
                List<Sized<RowKernel>> kernels = s.steps().stream().map(this::kernel).toList();
                yield new Sized<>(() -> Stage.bands(kernels.stream().map(Sized::work).toList(),
                        BandSchedule.of(s, program.shapes()), threads), largest(kernels),
                        kernels.stream().flatMap(kernel -> kernel.memory().stream()).toList());
            }
        };
    }

    /** Takes the sums that the features' convolution gathers, if it is one that made them. */
    private Sized<Supplier<List<Stage>>> attention(Step.ChannelAttention step) {
        ChannelSums sums = gathered.get(step.input());
        boolean there = sums != null;
        ChannelSums own = there ? sums : new ChannelSums(microkernels, maps.map(step.input()), 1, threads);
        return new Sized<>(new ChannelAttention(microkernels, step, parameters, maps, own, there)::stages,
                Scratch.Size.NONE, List.of(own));
    }

    private Sized<RowKernel> kernel(Step.ByRows step) {
        return switch (step) {
            case Step.BoxDownscale s -> {
                MapView in = maps.map(s.input());
                MapView out = maps.map(s.output());
                yield new Sized<>(
                        RowKernel.of(out, check,
                                (y, worker) -> BoxDownscale.row(microkernels.elements(), in, s.factor(),
                                        out, y, scratch[worker].lines)),
                        Scratch.Size.ofLines(in.rowFloats()), List.of());
            }
            case Step.Convolution s -> {
                MapView out = maps.map(s.output());
                MapView addend = s.epilogue().hasAddend() ? maps.map(s.epilogue().addend()) : null;
                yield convolution(s.inputs(), s.window(), s.filter(), s.output(),
                        new EpilogueSink(microkernels, s.epilogue(), parameters, out, addend));
            }
            case Step.ConvLstm s -> convolution(List.of(s.input(), s.hidden()), Window.CONV, s.filter(), s.newHidden(),
                    LstmSink.withState(microkernels, maps.map(s.cell()), maps.map(s.newCell()),
                            maps.map(s.newHidden()), parameters.get(s.bias()).values()));
            case Step.ConvLstmZeroState s -> convolution(List.of(s.input()), Window.CONV, s.filter(), s.output(),
                    LstmSink.zeroState(microkernels, maps.map(s.output()), parameters.get(s.bias()).values()));
            case Step.Prelu s -> {
                float[] slope = ElementLoops.periodic(parameters.get(s.slope()).values(), microkernels.lanes());
                MapView in = maps.map(s.input());
                MapView out = maps.map(s.output());
                yield Sized.of(
                        RowKernel.of(out, check, (y, worker) -> microkernels.elements().prelu(in.array(y), in.offset(y),
                                slope, out.array(y), out.offset(y), out.rowFloats())));
            }
            case Step.Pointwise s -> pointwise(s.function(), maps.map(s.input()), maps.map(s.output()));
            case Step.ChannelGate s -> {
                ChannelSums sums = gathered.get(s.input());
                boolean there = sums != null;
                ChannelSums own = there ? sums : new ChannelSums(microkernels, maps.map(s.input()), 1, threads);
                yield new Sized<>(new ChannelGate(maps.map(s.input()), own, there,
                        GateLayers.of(s.squeeze(), s.excite(), parameters), maps.map(s.output())), Scratch.Size.NONE,
                        List.of(own));
            }
            case Step.ChannelScale s -> scale(s);
            case Step.Fetch s -> Sized.of(spilled.fetch(s));
            case Step.Spill s -> Sized.of(spilled.spill(s));
            case Step.Add s -> {
                MapView a = maps.map(s.left());
                MapView b = maps.map(s.right());
                MapView out = maps.map(s.output());
                yield Sized.of(RowKernel.of(out, check,
                        (y, worker) -> microkernels.elements().add(a.array(y), a.offset(y), b.array(y), b.offset(y),
                                s.negated() ? -1 : 1, out.array(y), out.offset(y), out.rowFloats())));
            }
        };
    }

    private Sized<RowKernel> convolution(List<Integer> inputs, Window window, String filter, int output,
            Sink sink) {
        Convolution convolution = convolution(inputs.stream().map(maps::map).toList(), window, filter,
                maps.map(output).shape(), sink);
        List<Allocatable> memory = new ArrayList<>(convolution.filters());
        ChannelSums sums = null;
        if (attended.contains(output)) {
            sums = new ChannelSums(microkernels, maps.map(output), convolution.strips(), threads);
            memory.add(sums);
        }
        gathered.put(output, sums);
        Shape shape = maps.map(output).shape();
        return new Sized<>(new ConvolutionKernel(convolution, shape.height(), shape.width(), scratch, sums),
                convolution.scratch(), memory);
    }

    private Convolution convolution(List<MapView> inputs, Window window, String name, Shape output, Sink sink) {
        Parameter filter = parameters.get(name);
        Shape input = inputs.getFirst().shape();
        int channels = inputs.stream().mapToInt(map -> map.shape().channels()).sum();
        int kernel = FilterLayout.of(filter, window).height();
        if (winograd && WinogradConvolution.suits(microkernels, window, kernel,
                inputs.stream().map(MapView::shape).toList(), output)) {
            return new WinogradConvolution(microkernels, window, inputs, output,
                    filters.points(name, filter, window, channels, sink, microkernels.channels()), sink);
        }
        int[] lanes = sink.columns();
        return new DirectConvolution(microkernels, inputs, output,
                Axis.phases(window, kernel, output.height(), input.height()),
                Axis.phases(window, kernel, output.width(), input.width()),
                (vertical, horizontal) -> filters.taps(name, filter, window, vertical, horizontal, channels, lanes,
                        microkernels.channels()),
                sink);
    }

    private Sized<RowKernel> scale(Step.ChannelScale step) {
        MapView features = maps.map(step.input());
        MapView gate = maps.map(step.gate());
        MapView skip = maps.map(step.skip());
        MapView out = maps.map(step.output());
        return Sized.of(RowKernel.of(out, check, (y, worker) -> microkernels.elements().scaleAdd(features.array(y),
                features.offset(y), ElementLoops.periodic(gate.row(0), microkernels.lanes()), skip.array(y),
                skip.offset(y), out.array(y), out.offset(y), out.rowFloats())));
    }

    /** The gates' functions work in place and in whole vectors: in scratch. */
    private Sized<RowKernel> pointwise(Step.Function function, MapView in, MapView out) {
        int floats = Math.ceilDiv(in.rowFloats(), microkernels.lanes()) * microkernels.lanes();
        GateLoops gates = microkernels.gates();
        return new Sized<>(RowKernel.of(out, check, (y, worker) -> {
            float[] row = scratch[worker].lines;
            System.arraycopy(in.array(y), in.offset(y), row, 0, in.rowFloats());
            switch (function) {
                case SIGMOID -> gates.sigmoid(row, 0, floats);
                case TANH -> gates.tanh(row, 0, floats);
            }
            System.arraycopy(row, 0, out.array(y), out.offset(y), out.rowFloats());
        }), Scratch.Size.ofLines(floats), List.of());
    }
}
