package org.derain4j.kernels.vector;

import static org.derain4j.kernels.vector.ConvTile.CHANNELS;

import java.util.HashMap;
import java.util.Map;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.Program;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Step;
import org.derain4j.kernels.Window;
import org.derain4j.kernels.cpu.FilterLayout;

/** What a program takes when it is prepared: its slots, its packed filters, its sums of rows and the workers' scratch. */
final class Footprint {

    /** Lines, points and tiles of one worker: cut to a core's second-level cache, so about the same for every program. */
    private static final long SCRATCH_BYTES = 512 * 1024;

    private final Program program;
    private final Filters filters;
    private final boolean winograd;
    private final Map<String, Long> packedFloats = new HashMap<>();
    private long sumBytes;

    private Footprint(Program program, Filters filters, boolean winograd) {
        this.program = program;
        this.filters = filters;
        this.winograd = winograd;
    }

    /** Bytes, without allocating anything of that size. */
    static long bytes(Program program, Filters filters, boolean winograd, int threads) {
        Footprint footprint = new Footprint(program, filters, winograd);
        program.steps().forEach(footprint::add);
        long packed = footprint.packedFloats.values().stream().mapToLong(Long::longValue).sum() * Float.BYTES;
        return program.slotBytes() + packed + footprint.sumBytes + threads * SCRATCH_BYTES;
    }

    private void add(Step step) {
        switch (step) {
            case Step.Convolution s -> {
                int in = s.inputs().stream().mapToInt(input -> shape(input).channels()).sum();
                pack(s.filter(), s.window(), in, shape(s.output()), tiles(shape(s.output()).channels()));
            }
            case Step.ConvLstm s -> pack(s.filter(), Window.CONV, shape(s.input()).channels()
                    + shape(s.hidden()).channels(), shape(s.newHidden()), 4 * tiles(shape(s.newHidden()).channels()));
            case Step.ConvLstmZeroState s -> pack(s.filter(), Window.CONV, shape(s.input()).channels(),
                    shape(s.output()), 3 * tiles(shape(s.output()).channels()));
            case Step.ChannelAttention s ->
                sumBytes += (long) shape(s.input()).height() * shape(s.input()).channels() * Double.BYTES;
            case Step.BoxDownscale _,Step.Prelu _,Step.Pointwise _,Step.Add _ -> {
            }
        }
    }

    /** A filter has 9 taps in whatever phases, or 36 points; packed once for each. */
    private void pack(String name, Window window, int in, Shape output, int tiles) {
        int kernel = FilterLayout.of(filters.get(name), window).height();
        boolean points = winograd && WinogradConvolution.suits(window, kernel, in, output);
        long perChannel = points ? WinogradTransform.POINTS : (long) kernel * kernel;
        packedFloats.put(name + (points ? " in points" : " in taps"), perChannel * in * tiles * CHANNELS);
    }

    private static int tiles(int channels) {
        return (channels + CHANNELS - 1) / CHANNELS;
    }

    private Shape shape(int map) {
        return program.maps().get(map).shape();
    }
}
