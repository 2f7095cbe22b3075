package org.derain4j.kernels.opencl;

import java.util.List;
import java.util.Map;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.jocl.cl_mem;

/** Turns steps into launches whose arguments are set: what a run only has to queue. */
final class StepLaunches {

    private final LaunchParts parts;
    private final Tiles tiles;
    private final MapLaunches plain;

    StepLaunches(LaunchParts parts, Tiles tiles) {
        this.parts = parts;
        this.tiles = tiles;
        this.plain = new MapLaunches(parts);
    }

    /** The launches of every step, in order; which may be ended before each. */
    List<List<Launch>> of(List<Step.Single> steps, Cancellation cancellation) {
        Map<Step.Single, Layer> layers = Layer.all(steps, parts.parameters(), parts.shapes(), tiles);
        Means means = new Means(parts.session(), layers.values(), parts.owner());
        return steps.stream().map(step -> {
            cancellation.check();
            return of(step, layers.get(step), means);
        }).toList();
    }

    private List<Launch> of(Step.Single step, Layer layer, Means means) {
        return switch (step) {
            case Step.Convolution s -> List.of(convolution(s, layer, means));
            case Step.ConvLstm s -> List.of(lstm(layer, s.input(), s.filter(), s.bias(), s.newHidden(),
                    map(s.hidden()), map(s.cell()), map(s.newCell())));
            case Step.ConvLstmZeroState s -> List.of(
                    lstm(layer, s.input(), s.filter(), s.bias(), s.output(), null, null, null));
            case Step.ChannelAttention s -> plain.attention(s, means.take(s.input()));
            case Step.BoxDownscale s -> List.of(plain.box(s));
            case Step.Prelu s -> List.of(plain.prelu(s));
            case Step.Pointwise s -> List.of(plain.pointwise(s));
            case Step.Add s -> List.of(plain.add(s));
        };
    }

    /** What packed filters and sums take beside the maps. */
    static long bytes(List<Step.Single> steps, Parameters parameters, List<Shape> shapes, Tiles tiles) {
        Map<Step.Single, Layer> layers = Layer.all(steps, parameters, shapes, tiles);
        return layers.values().stream().mapToLong(Layer::filterBytes).sum() + Means.bytes(layers.values());
    }

    private Launch convolution(Step.Convolution s, Layer layer, Means means) {
        Epilogue e = s.epilogue();
        PackedFilters packed = new PackedFilters(layer.geometry(), layer.tile());
        return launch(layer, s.inputs().getFirst(), new ConvolutionLaunch.Buffers(map(s.inputs().getFirst()),
                s.inputs().size() > 1 ? map(s.inputs().get(1)) : null, filter(s.filter(), layer, packed),
                e.bias() == null ? null : bias(e.bias(), layer, packed),
                e.slope() == null ? null : slope(e.slope(), layer, packed), e.hasAddend() ? map(e.addend()) : null,
                map(s.output()), null, null, layer.geometry().means() ? means.leave(s.output(), layer) : null));
    }

    private Launch lstm(Layer layer, int input, String filter, String bias, int output, cl_mem hidden, cl_mem cell,
            cl_mem newCell) {
        PackedFilters packed = new PackedFilters(layer.geometry(), layer.tile());
        return launch(layer, input, new ConvolutionLaunch.Buffers(map(input), hidden, filter(filter, layer, packed),
                bias(bias, layer, packed), null, null, map(output), cell, newCell, null));
    }

    private Launch launch(Layer layer, int input, ConvolutionLaunch.Buffers buffers) {
        return ConvolutionLaunch.of(parts.session(), layer, parts.precision(), buffers, parts.shapes().get(input),
                parts.owner());
    }

    private cl_mem map(int index) {
        return parts.maps().get(index);
    }

    private cl_mem filter(String name, Layer layer, PackedFilters packed) {
        Parameter filter = parts.parameters().get(name);
        return parts.resident().get(filter, List.of("filter", layer.geometry(), layer.tile()),
                layer.tile().operands(), () -> packed.filter(filter));
    }

    private cl_mem bias(String name, Layer layer, PackedFilters packed) {
        Parameter bias = parts.parameters().get(name);
        return parts.resident().get(bias, List.of("bias", layer.geometry(), layer.tile()), () -> packed.bias(bias));
    }

    private cl_mem slope(String name, Layer layer, PackedFilters packed) {
        Parameter slope = parts.parameters().get(name);
        return parts.resident().get(slope, List.of("slope", layer.geometry(), layer.tile()),
                () -> packed.slope(slope));
    }
}
