package org.derain4j.kernels.tiled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.derain4j.kernels.program.FilterLayout;
import org.derain4j.kernels.program.Gate;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/** What a program takes when it is prepared: its slots, its packed filters, its sums of rows and the workers' scratch. */
final class Footprint {

    /** Lines, points and sums of one worker: a strip has a fixed size, so about the same for every program. */
    private static final long SCRATCH_BYTES = 2 * 1024 * 1024;

    private final Microkernels microkernels;
    private final Program program;
    private final Parameters parameters;
    private final boolean winograd;
    private final Map<String, Long> packedFloats = new HashMap<>();
    private long sumBytes;

    private Footprint(Microkernels microkernels, Program program, Parameters parameters, boolean winograd) {
        this.microkernels = microkernels;
        this.program = program;
        this.parameters = parameters;
        this.winograd = winograd;
    }

    /** Bytes, without allocating anything of that size. */
    static long bytes(Microkernels microkernels, Program program, Parameters parameters, boolean winograd,
            int threads) {
        Footprint footprint = new Footprint(microkernels, program, parameters, winograd);
        program.steps().forEach(footprint::add);
        long packed = footprint.packedFloats.values().stream().mapToLong(Long::longValue).sum() * Float.BYTES;
        return program.slotBytes() + packed + footprint.sumBytes + threads * SCRATCH_BYTES;
    }

    private void add(Step step) {
        switch (step) {
            case Step.Bands s -> s.steps().forEach(this::add);
            case Step.Convolution s -> pack(s.filter(), s.window(), s.inputs(), shape(s.output()), 1);
            case Step.ConvLstm s ->
                pack(s.filter(), Window.CONV, List.of(s.input(), s.hidden()), shape(s.newHidden()),
                        Gate.WITH_STATE.size());
            case Step.ConvLstmZeroState s -> pack(s.filter(), Window.CONV, List.of(s.input()), shape(s.output()),
                    Gate.ZERO_STATE.size());
            case Step.ChannelAttention s ->
                sumBytes += (long) shape(s.input()).height() * shape(s.input()).channels() * Double.BYTES;
            case Step.BoxDownscale _,Step.Prelu _,Step.Pointwise _,Step.Add _ -> {
            }
        }
    }

    /** A filter has 9 taps in whatever phases, or the points of a Winograd tile; packed once for each. */
    private void pack(String name, Window window, List<Integer> maps, Shape output, int gates) {
        List<Shape> inputs = maps.stream().map(this::shape).toList();
        int in = inputs.stream().mapToInt(Shape::channels).sum();
        int kernel = FilterLayout.of(parameters.get(name), window).height();
        boolean points = winograd && WinogradConvolution.suits(microkernels, window, kernel, inputs, output);
        int side = points ? WinogradSide.of(window).points : kernel;
        long columns = (long) gates * roundUp(output.channels());
        packedFloats.put(name + (points ? " in points" : " in taps"), (long) side * side * in * columns);
    }

    private int roundUp(int channels) {
        return (channels + microkernels.channels() - 1) / microkernels.channels() * microkernels.channels();
    }

    private Shape shape(int map) {
        return program.maps().get(map).shape();
    }
}
