package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.derain4j.kernels.Device;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.Filters.Filter;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Step;
import org.jocl.cl_mem;

/** Turns steps into launches whose arguments are set: what a run only has to queue. */
final class StepLaunches {

    /** Items of a group of the kernels that go value by value. */
    private static final int FLAT_ITEMS = 64;

    /** The most pieces that an attention's map is summed in, and the fewest pixels of one. */
    private static final int PIECES = 512;
    private static final int PIECE_PIXELS = 256;

    private final Session session;
    private final ResidentFilters resident;
    private final Tiles tiles;
    private final Filters filters;
    private final List<Shape> shapes;
    private final List<cl_mem> maps;
    private final Map<String, Integer> precision;
    private final Handles owner;

    /**
     * For the steps of one program.
     *
     * @param maps      the buffer of every map
     * @param precision macros that say how maps are stored
     * @param owner     of the kernels
     */
    StepLaunches(Session session, ResidentFilters resident, Tiles tiles, Filters filters, List<Shape> shapes,
            List<cl_mem> maps, Map<String, Integer> precision, Handles owner) {
        this.session = session;
        this.resident = resident;
        this.tiles = tiles;
        this.filters = filters;
        this.shapes = shapes;
        this.maps = maps;
        this.precision = precision;
        this.owner = owner;
    }

    /** The launches of a step, in order. */
    List<Launch> of(Step step) {
        return switch (step) {
            case Step.Convolution s -> List.of(convolution(s));
            case Step.ConvLstm s -> List.of(lstm(geometry(s, filters, shapes), s.input(), s.filter(), s.bias(),
                    s.newHidden(), maps.get(s.hidden()),
                    maps.get(s.cell()), maps.get(s.newCell())));
            case Step.ConvLstmZeroState s -> List.of(
                    lstm(geometry(s, filters, shapes), s.input(), s.filter(), s.bias(), s.output(), null, null, null));
            case Step.ChannelAttention s -> attention(s);
            case Step.BoxDownscale s -> List.of(box(s));
            case Step.Prelu s -> List.of(flat("prelu", Map.of("CHANNELS", channels(s.input())), s.output(),
                    maps.get(s.input()), plain(filters.get(s.slope())), maps.get(s.output())));
            case Step.Pointwise s -> List.of(flat(switch (s.function()) {
                case SIGMOID -> "sigmoidOf";
                case TANH -> "tanhOf";
            }, Map.of(), s.output(), maps.get(s.input()), maps.get(s.output())));
            case Step.Add s -> List.of(flat("add", Map.of("NEGATED", s.negated() ? 1 : 0), s.output(),
                    maps.get(s.left()), maps.get(s.right()), maps.get(s.output())));
            case Step.Bands _ -> throw new IllegalArgumentException("bands are taken apart before");
        };
    }

    /** What a step's packed filter takes. */
    static long filterBytes(Step step, Filters filters, List<Shape> shapes, Tiles tiles) {
        Geometry g = geometry(step, filters, shapes);
        if (g == null) {
            return 0;
        }
        Tile tile = tiles.of(g, shapes.get(step.writes().getFirst()));
        return PackedFilters.floats(g, tile) * tile.operands().bytes();
    }

    /** Of a convolution or an LSTM; null for other steps. */
    private static Geometry geometry(Step step, Filters filters, List<Shape> shapes) {
        return switch (step) {
            case Step.Convolution s -> Geometry.of(s, filters.get(s.filter()).shape().getFirst(), shapes);
            case Step.ConvLstm s -> Geometry.lstm(shapes.get(s.input()).channels(), shapes.get(s.hidden()).channels(),
                    shapes.get(s.newHidden()).channels());
            case Step.ConvLstmZeroState s -> Geometry.lstm(shapes.get(s.input()).channels(), 0,
                    shapes.get(s.output()).channels());
            case Step.BoxDownscale _,Step.ChannelAttention _,Step.Prelu _,Step.Pointwise _,Step.Add _,Step.Bands _ ->
                null;
        };
    }

    private Launch convolution(Step.Convolution s) {
        Filter filter = filters.get(s.filter());
        Geometry g = geometry(s, filters, shapes);
        Tile tile = tiles.of(g, shapes.get(s.output()));
        PackedFilters packed = new PackedFilters(g, tile);
        return ConvolutionLaunch.of(session, ConvolutionLaunch.source(g, tile, precision), g, tile,
                new ConvolutionLaunch.Buffers(maps.get(s.inputs().getFirst()),
                        s.inputs().size() > 1 ? maps.get(s.inputs().get(1)) : null, filter(filter, g, tile, packed),
                        s.epilogue().bias() == null ? null : bias(s.epilogue().bias(), g, tile, packed),
                        s.epilogue().slope() == null ? null : slope(s.epilogue().slope(), g, tile, packed),
                        s.epilogue().hasAddend() ? maps.get(s.epilogue().addend()) : null, maps.get(s.output()), null,
                        null),
                shapes.get(s.inputs().getFirst()), shapes.get(s.output()), owner);
    }

    private Launch lstm(Geometry g, int input, String filter, String bias, int output, cl_mem hidden, cl_mem cell,
            cl_mem newCell) {
        Tile tile = tiles.of(g, shapes.get(output));
        PackedFilters packed = new PackedFilters(g, tile);
        return ConvolutionLaunch.of(session, ConvolutionLaunch.source(g, tile, precision), g, tile,
                new ConvolutionLaunch.Buffers(maps.get(input), hidden, filter(filters.get(filter), g, tile, packed),
                        bias(bias, g, tile, packed), null, null, maps.get(output), cell, newCell),
                shapes.get(input), shapes.get(output), owner);
    }

    private cl_mem filter(Filter filter, Geometry g, Tile tile, PackedFilters packed) {
        return resident.get(filter, List.of("filter", g, tile), tile.operands(), () -> packed.filter(filter));
    }

    private cl_mem bias(String name, Geometry g, Tile tile, PackedFilters packed) {
        return resident.get(filters.get(name), List.of("bias", g, tile), () -> packed.bias(filters.get(name)));
    }

    private cl_mem slope(String name, Geometry g, Tile tile, PackedFilters packed) {
        return resident.get(filters.get(name), List.of("slope", g, tile), () -> packed.slope(filters.get(name)));
    }

    private cl_mem plain(Filter filter) {
        return resident.get(filter, "plain", filter::values);
    }

    /** Two stages of sums, whose order does not depend on the device, then the layers, then the map. */
    private List<Launch> attention(Step.ChannelAttention s) {
        Shape shape = shapes.get(s.input());
        int channels = shape.channels();
        long pixels = (long) shape.height() * shape.width();
        long run = Math.ceilDiv(pixels, Math.clamp(Math.ceilDiv(pixels, PIECE_PIXELS), 1, PIECES));
        int pieces = (int) Math.ceilDiv(pixels, run);
        int vec = vector(channels);
        Filter squeeze = filters.get(s.squeeze().filter());
        Map<String, Integer> macros = Map.of("CHANNELS", channels, "REDUCED", squeeze.shape().getLast(), "VEC", vec,
                "HAS_SLOPE", s.squeeze().slope() == null ? 0 : 1);
        cl_mem sums = session.buffer((long) pieces * channels * Float.BYTES, owner);
        cl_mem scale = session.buffer((long) channels * Float.BYTES, owner);
        List<Filter> layers = new ArrayList<>();
        for (String name : new String[]{s.squeeze().filter(), s.squeeze().bias(), s.squeeze().slope(),
            s.excite().filter(), s.excite().bias()}) {
            if (name != null) {
                layers.add(filters.get(name));
            }
        }
        long items = Math.min(Math.ceilDiv(channels, vec), FLAT_ITEMS);
        return List.of(
                launch("attentionSums", macros, new long[]{roundUp(Math.ceilDiv(channels, vec), items), pieces},
                        new long[]{items, 1}, List.of(maps.get(s.input()), sums, pixels, run)),
                launch("attentionScale", macros, new long[]{FLAT_ITEMS}, new long[]{FLAT_ITEMS}, List.of(sums, pieces,
                        pixels, resident.get(squeeze, List.of("layers", layers), () -> joined(layers)), scale)),
                flat("attentionApply", macros, s.output(), maps.get(s.input()), scale, maps.get(s.skip()),
                        maps.get(s.output())));
    }

    /** On a processor a vector per item; on a graphics processor neighbouring items read neighbouring channels. */
    private int vector(int channels) {
        if (session.device().device().kind() == Device.Kind.CPU) {
            for (int lanes : new int[]{16, 8, 4}) {
                if (channels % lanes == 0) {
                    return lanes;
                }
            }
        }
        return 1;
    }

    private static float[] joined(List<Filter> layers) {
        float[] values = new float[layers.stream().mapToInt(layer -> layer.values().length).sum()];
        int to = 0;
        for (Filter layer : layers) {
            System.arraycopy(layer.values(), 0, values, to, layer.values().length);
            to += layer.values().length;
        }
        return values;
    }

    private Launch box(Step.BoxDownscale s) {
        Shape out = shapes.get(s.output());
        return launch("boxDownscale", Map.of("CHANNELS", out.channels(), "FACTOR", s.factor()),
                new long[]{roundUp(out.rowFloats(), FLAT_ITEMS), out.height()}, new long[]{FLAT_ITEMS, 1},
                List.of(maps.get(s.input()), maps.get(s.output()), out.height(), out.width()));
    }

    /** An item per value of the result; the number of values is the last argument. */
    private Launch flat(String kernel, Map<String, Integer> macros, int output, cl_mem... buffers) {
        long values = shapes.get(output).floats();
        List<Object> arguments = new ArrayList<>(List.of((Object[]) buffers));
        arguments.add(values);
        return launch(kernel, macros, new long[]{roundUp(values, FLAT_ITEMS)}, new long[]{FLAT_ITEMS}, arguments);
    }

    private Launch launch(String kernel, Map<String, Integer> macros, long[] global, long[] local,
            List<Object> arguments) {
        Map<String, Integer> all = new TreeMap<>(macros);
        all.putAll(precision);
        return Launch.of(kernel, session.kernel(KernelSource.of(KernelSource.MAPS, all), kernel, owner), global, local,
                arguments);
    }

    private int channels(int map) {
        return shapes.get(map).channels();
    }

    private static long roundUp(long value, long multiple) {
        return Math.ceilDiv(value, multiple) * multiple;
    }
}
