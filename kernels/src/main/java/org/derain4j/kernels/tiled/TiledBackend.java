package org.derain4j.kernels.tiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.Room;
import org.derain4j.kernels.cpu.Ceiling;
import org.derain4j.kernels.cpu.CpuExecutable;
import org.derain4j.kernels.cpu.MapView;
import org.derain4j.kernels.cpu.RowKernel;
import org.derain4j.kernels.cpu.Stage;
import org.derain4j.kernels.cpu.Workers;
import org.derain4j.kernels.cpu.Workspace;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.FilterLayout;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.StepCheck;
import org.derain4j.kernels.program.Window;

/** Convolutions by tiles and by Winograd's algorithm, on given inner loops, over an explicit number of threads. */
public final class TiledBackend implements Backend {

    private final Microkernels microkernels;
    private final Workers workers;
    private final boolean winograd;
    private final Map<Parameters, Map<PackKey, PackedFilter>> packed = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * A backend with that many threads.
     *
     * @param microkernels the inner loops
     * @param exact      true for direct convolutions only: slower, with the rounding of plain float sums
     */
    public TiledBackend(Microkernels microkernels, int threads, boolean exact) {
        this.microkernels = microkernels;
        this.workers = new Workers(threads);
        this.winograd = !exact;
    }

    @Override
    public String describe() {
        return microkernels.name() + ", " + workers.threads()
                + (workers.threads() == 1 ? " thread" : " threads")
                + (winograd ? "" : ", exact");
    }

    @Override
    public BandPolicy bands() {
        return CpuExecutable.BANDS;
    }

    @Override
    public Executable prepare(Program program, Parameters parameters) {
        StepCheck.check(program, parameters);
        Workspace workspace = new Workspace(program);
        Preparation preparation = new Preparation(program, parameters, workspace);
        List<List<Stage>> steps = new ArrayList<>();
        for (Step step : program.steps()) {
            steps.add(switch (step) {
                case Step.ByRows s -> Stage.whole(preparation.kernel(s), workers.threads());
                case Step.ChannelAttention s -> preparation.attention(s).stages();
                case Step.Bands s -> Stage.bands(s.steps().stream().map(preparation::kernel).toList(),
                        BandSchedule.of(s, program.shapes()), workers.threads());
            });
        }
        preparation.allocateScratch();
        return new CpuExecutable(program, workspace, workers, steps);
    }

    @Override
    public Room room(Program program, Parameters parameters) {
        return Room.ofHost(Footprint.bytes(microkernels, program, parameters, winograd, workers.threads()));
    }

    @Override
    public double ceiling(int threads) {
        return Ceiling.flopPerSecond(microkernels.chains(), threads);
    }

    @Override
    public void close() {
        workers.close();
    }

    /** What decides how a filter is packed; lists, because arrays have no equality. */
    private record PackKey(String filter, Window window, List<Integer> rows, List<Integer> columns, int channels,
            List<Integer> lanes) {
        static PackKey of(String filter, Window window, Axis vertical, Axis horizontal, int channels, int[] lanes) {
            return new PackKey(filter, window, list(vertical.taps()), list(horizontal.taps()), channels, list(lanes));
        }

        /** Winograd's points have no phases. */
        static PackKey winograd(String filter, Window window, int channels, int[] lanes) {
            return new PackKey(filter, window, List.of(), List.of(), channels, list(lanes));
        }

        private static List<Integer> list(int[] values) {
            return Arrays.stream(values).boxed().toList();
        }
    }

    /** Makes the kernels of one program. The scratch is shared by all of them, so it is allocated last. */
    private final class Preparation {

        private final Parameters parameters;
        private final Workspace maps;
        private final Map<PackKey, PackedFilter> pack;
        private final Scratch[] scratch = new Scratch[workers.threads()];
        private final Set<Integer> attended;
        private final Map<Integer, RowSums> gathered = new HashMap<>();
        private int lineFloats;
        private int sumFloats;
        private int pointFloats;
        private int stateFloats;

        Preparation(Program program, Parameters parameters, Workspace maps) {
            this.attended = program.steps().stream().filter(Step.ChannelAttention.class::isInstance)
                    .map(step -> ((Step.ChannelAttention) step).input()).collect(Collectors.toSet());
            this.parameters = parameters;
            this.maps = maps;
            this.pack = packed.computeIfAbsent(parameters, f -> new ConcurrentHashMap<>());
        }

        void allocateScratch() {
            Arrays.setAll(scratch, worker -> new Scratch(lineFloats, sumFloats, pointFloats, stateFloats));
        }

        /** Takes the sums that the features' convolution gathers, if it is one that made them. */
        ChannelAttention attention(Step.ChannelAttention step) {
            RowSums sums = gathered.get(step.input());
            boolean there = sums != null;
            return new ChannelAttention(microkernels, step, parameters, maps,
                    there ? sums : new RowSums(microkernels, maps.map(step.input()), 1, workers.threads()), there);
        }

        RowKernel kernel(Step.ByRows step) {
            return switch (step) {
                case Step.BoxDownscale s -> {
                    MapView in = maps.map(s.input());
                    MapView out = maps.map(s.output());
                    lineFloats = Math.max(lineFloats, in.rowFloats());
                    yield RowKernel.of(out,
                            (y, worker) -> BoxDownscale.row(microkernels.rows(), in, s.factor(), out, y,
                                    scratch[worker].lines));
                }
                case Step.Convolution s -> {
                    MapView out = maps.map(s.output());
                    MapView addend = s.epilogue().hasAddend() ? maps.map(s.epilogue().addend()) : null;
                    StepKernel kernel = convolution(s.inputs(), s.window(), s.filter(), out.shape(),
                            new EpilogueSink(microkernels, s.epilogue(), parameters, out, addend));
                    RowSums sums = attended.contains(s.output())
                            ? new RowSums(microkernels, out, kernel.strips(), workers.threads())
                            : null;
                    gathered.put(s.output(), sums);
                    yield rows(kernel, out.shape(), sums);
                }
                case Step.ConvLstm s -> {
                    LstmSink sink = LstmSink.withState(microkernels, maps.map(s.cell()), maps.map(s.newCell()),
                            maps.map(s.newHidden()),
                            parameters.get(s.bias()).values());
                    Shape out = maps.map(s.newHidden()).shape();
                    yield rows(convolution(List.of(s.input(), s.hidden()), Window.CONV, s.filter(), out, sink), out,
                            null);
                }
                case Step.ConvLstmZeroState s -> {
                    LstmSink sink = LstmSink.zeroState(microkernels, maps.map(s.output()),
                            parameters.get(s.bias()).values());
                    Shape out = maps.map(s.output()).shape();
                    yield rows(convolution(List.of(s.input()), Window.CONV, s.filter(), out, sink), out, null);
                }
                case Step.Prelu s -> {
                    float[] slope = RowLoops.periodic(parameters.get(s.slope()).values(), microkernels.lanes());
                    yield rows(s.input(), s.output(),
                            (x, xi, to, ti, n) -> microkernels.rows().prelu(x, xi, slope, to, ti, n));
                }
                case Step.Pointwise s -> pointwise(s.function(), maps.map(s.input()), maps.map(s.output()));
                case Step.Add s -> {
                    MapView a = maps.map(s.left());
                    MapView b = maps.map(s.right());
                    MapView out = maps.map(s.output());
                    yield RowKernel.of(out,
                            (y, worker) -> microkernels.rows().add(a.array(y), a.offset(y), b.array(y), b.offset(y),
                                    s.negated() ? -1 : 1, out.array(y), out.offset(y), out.rowFloats()));
                }
            };
        }

        private StepKernel convolution(List<Integer> inputs, Window window, String name, Shape output, RowSink sink) {
            List<MapView> views = inputs.stream().map(maps::map).toList();
            Shape input = views.getFirst().shape();
            int channels = views.stream().mapToInt(view -> view.shape().channels()).sum();
            int kernel = FilterLayout.of(parameters.get(name), window).height();
            int[] lanes = sink.columns();
            StepKernel conv = winograd && WinogradConvolution.suits(microkernels, window, kernel,
                    views.stream().map(MapView::shape).toList(), output)
                            ? new WinogradConvolution(microkernels, window, views, output,
                                    pack.computeIfAbsent(PackKey.winograd(name, window, channels, lanes),
                                            key -> WinogradConvolution.pack(parameters.get(name), window, channels,
                                                    sink,
                                                    microkernels.channels())),
                                    sink)
                            : new StripConvolution(microkernels, views, output,
                                    Axis.phases(window, kernel, output.height(), input.height()),
                                    Axis.phases(window, kernel, output.width(), input.width()),
                                    (v, h) -> pack.computeIfAbsent(PackKey.of(name, window, v, h, channels, lanes),
                                            key -> PackedFilter.pack(parameters.get(name), window, v, h, channels,
                                                    lanes,
                                                    microkernels.channels())),
                                    sink);
            lineFloats = Math.max(lineFloats, conv.lineFloats());
            sumFloats = Math.max(sumFloats, conv.sumFloats());
            pointFloats = Math.max(pointFloats, conv.pointFloats());
            stateFloats = Math.max(stateFloats, conv.stateFloats());
            return conv;
        }

        private RowKernel rows(StepKernel kernel, Shape output, RowSums sums) {
            return new ConvolutionKernel(kernel, output.height(), output.width(), scratch, sums);
        }

        /** The gates' functions work in place and in whole vectors: in scratch. */
        private RowKernel pointwise(Step.Function function, MapView in, MapView out) {
            int lanes = microkernels.lanes();
            int vectors = (in.rowFloats() + lanes - 1) / lanes;
            GateLoops gates = microkernels.gates();
            lineFloats = Math.max(lineFloats, vectors * lanes);
            return RowKernel.of(out, (y, worker) -> {
                float[] row = scratch[worker].lines;
                System.arraycopy(in.array(y), in.offset(y), row, 0, in.rowFloats());
                switch (function) {
                    case SIGMOID -> gates.sigmoid(row, 0, vectors * lanes);
                    case TANH -> gates.tanh(row, 0, vectors * lanes);
                }
                System.arraycopy(row, 0, out.array(y), out.offset(y), out.rowFloats());
            });
        }

        private RowKernel rows(int input, int output, RowLoop loop) {
            MapView in = maps.map(input);
            MapView out = maps.map(output);
            return RowKernel.of(out,
                    (y, worker) -> loop.run(in.array(y), in.offset(y), out.array(y),
                            out.offset(y), out.rowFloats()));
        }
    }

    /** One row of a pointwise operation. */
    private interface RowLoop {
        void run(float[] x, int xi, float[] to, int ti, int floats);
    }
}
