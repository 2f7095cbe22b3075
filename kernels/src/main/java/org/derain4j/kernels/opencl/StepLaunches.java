package org.derain4j.kernels.opencl;

import java.util.List;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.Filters.Filter;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Step;
import org.jocl.cl_mem;

/** Turns steps into launches whose arguments are set: what a run only has to queue. */
final class StepLaunches {

    private final Session session;
    private final ResidentFilters resident;
    private final Tiles tiles;
    private final Filters filters;
    private final List<Shape> shapes;
    private final List<cl_mem> maps;
    private final Precision precision;
    private final Handles owner;
    private final MapLaunches plain;

    /**
     * For the steps of one program.
     *
     * @param maps  the buffer of every map
     * @param owner of the kernels
     */
    StepLaunches(Session session, ResidentFilters resident, Tiles tiles, Filters filters, List<Shape> shapes,
            List<cl_mem> maps, Precision precision, Handles owner) {
        this.session = session;
        this.resident = resident;
        this.tiles = tiles;
        this.filters = filters;
        this.shapes = shapes;
        this.maps = maps;
        this.precision = precision;
        this.owner = owner;
        this.plain = new MapLaunches(session, resident, filters, shapes, maps, precision, owner);
    }

    /** The launches of every step, in order. */
    List<List<Launch>> of(List<Step> steps) {
        Means means = new Means(session, steps, filters, shapes, tiles, owner);
        return steps.stream().map(step -> of(step, means)).toList();
    }

    private List<Launch> of(Step step, Means means) {
        return switch (step) {
            case Step.Convolution s -> List.of(convolution(s, means));
            case Step.ConvLstm s -> List.of(lstm(geometry(s, filters, shapes), s.input(), s.filter(), s.bias(),
                    s.newHidden(), maps.get(s.hidden()),
                    maps.get(s.cell()), maps.get(s.newCell())));
            case Step.ConvLstmZeroState s -> List.of(
                    lstm(geometry(s, filters, shapes), s.input(), s.filter(), s.bias(), s.output(), null, null, null));
            case Step.ChannelAttention s -> plain.attention(s, means.take(s.input()));
            case Step.BoxDownscale s -> List.of(plain.box(s));
            case Step.Prelu s -> List.of(plain.prelu(s));
            case Step.Pointwise s -> List.of(plain.pointwise(s));
            case Step.Add s -> List.of(plain.add(s));
            case Step.Bands _ -> throw new IllegalArgumentException("bands are taken apart before");
        };
    }

    /** What packed filters and sums take beside the maps. */
    static long bytes(List<Step> steps, Filters filters, List<Shape> shapes, Tiles tiles) {
        return steps.stream().mapToLong(step -> filterBytes(step, filters, shapes, tiles)).sum()
                + Means.bytes(steps, filters, shapes, tiles);
    }

    private static long filterBytes(Step step, Filters filters, List<Shape> shapes, Tiles tiles) {
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
            case Step.Convolution s -> Geometry.of(s, filters, shapes);
            case Step.ConvLstm s -> Geometry.lstm(shapes.get(s.input()).channels(), shapes.get(s.hidden()).channels(),
                    shapes.get(s.newHidden()).channels());
            case Step.ConvLstmZeroState s -> Geometry.lstm(shapes.get(s.input()).channels(), 0,
                    shapes.get(s.output()).channels());
            case Step.BoxDownscale _,Step.ChannelAttention _,Step.Prelu _,Step.Pointwise _,Step.Add _,Step.Bands _ ->
                null;
        };
    }

    private Launch convolution(Step.Convolution s, Means means) {
        Filter filter = filters.get(s.filter());
        Shape out = shapes.get(s.output());
        boolean attended = means.areTakenOf(s.output());
        Geometry g = attended ? geometry(s, filters, shapes).withMeans() : geometry(s, filters, shapes);
        Tile tile = tiles.of(g, out);
        PackedFilters packed = new PackedFilters(g, tile);
        return ConvolutionLaunch.of(session, ConvolutionLaunch.source(g, tile, precision.macros()), g, tile,
                new ConvolutionLaunch.Buffers(maps.get(s.inputs().getFirst()),
                        s.inputs().size() > 1 ? maps.get(s.inputs().get(1)) : null, filter(filter, g, tile, packed),
                        s.epilogue().bias() == null ? null : bias(s.epilogue().bias(), g, tile, packed),
                        s.epilogue().slope() == null ? null : slope(s.epilogue().slope(), g, tile, packed),
                        s.epilogue().hasAddend() ? maps.get(s.epilogue().addend()) : null, maps.get(s.output()), null,
                        null, attended ? means.leave(s.output(), g, tile, out).buffer() : null),
                shapes.get(s.inputs().getFirst()), out, owner);
    }

    private Launch lstm(Geometry g, int input, String filter, String bias, int output, cl_mem hidden, cl_mem cell,
            cl_mem newCell) {
        Tile tile = tiles.of(g, shapes.get(output));
        PackedFilters packed = new PackedFilters(g, tile);
        return ConvolutionLaunch.of(session, ConvolutionLaunch.source(g, tile, precision.macros()), g, tile,
                new ConvolutionLaunch.Buffers(maps.get(input), hidden, filter(filters.get(filter), g, tile, packed),
                        bias(bias, g, tile, packed), null, null, maps.get(output), cell, newCell, null),
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
}
