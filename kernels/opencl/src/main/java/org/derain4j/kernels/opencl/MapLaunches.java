package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.jocl.cl_mem;

/** Launches of what has no filter, the kernels of {@code maps.cl}. */
final class MapLaunches {

    /** Work-items of a work-group, at most. */
    private static final int GROUP = 256;

    /** The most pieces that a map is summed in, and the fewest pixels of one. */
    private static final int PIECES = 512;
    private static final int PIECE_PIXELS = 256;

    /** The most pieces that one work-group adds up, and how many others make of more. */
    private static final int MOST_PIECES = 256;
    private static final int FEWER_PIECES = 64;

    /** Bytes that a work-item reads at a time. */
    private static final int READ_BYTES_CPU = 64;
    private static final int READ_BYTES_GPU = 16;

    private final LaunchParts parts;
    private final int group;

    MapLaunches(LaunchParts parts) {
        this.parts = parts;
        this.group = Math.min(GROUP, parts.session().device().groupItems());
    }

    Launch prelu(Step.Prelu s) {
        int channels = parts.shapes().get(s.input()).channels();
        Parameter slope = parts.parameters().get(s.slope());
        return flat("prelu", Map.of("CHANNELS", channels), channels, s.output(), map(s.input()),
                parts.resident().get(slope, "plain", slope::values), map(s.output()));
    }

    Launch pointwise(Step.Pointwise s) {
        return flat(switch (s.function()) {
            case SIGMOID -> "sigmoidOf";
            case TANH -> "tanhOf";
        }, Map.of(), parts.shapes().get(s.output()).floats(), s.output(), map(s.input()), map(s.output()));
    }

    Launch add(Step.Add s) {
        return flat("add", Map.of("NEGATED", s.negated() ? 1 : 0), parts.shapes().get(s.output()).floats(), s.output(),
                map(s.left()), map(s.right()), map(s.output()));
    }

    Launch box(Step.BoxDownscale s) {
        Shape out = parts.shapes().get(s.output());
        return rows("boxDownscale", Map.of("CHANNELS", out.channels(), "FACTOR", s.factor()), out.rowFloats(),
                out.height(), List.of(map(s.input()), map(s.output()), out.height(), out.width()));
    }

    /**
     * The means, whose order of summing does not depend on the device's load; then the layers; then the map.
     *
     * @param left sums of the input, or null: then it is read for them
     */
    List<Launch> attention(Step.ChannelAttention s, Means.Sums left) {
        int channels = parts.shapes().get(s.input()).channels();
        Parameter squeeze = parts.parameters().get(s.squeeze().filter());
        Map<String, Integer> macros = Map.of("CHANNELS", channels, "REDUCED", squeeze.shape().getLast(), "HAS_SLOPE",
                s.squeeze().slope() == null ? 0 : 1);
        List<Launch> launches = new ArrayList<>();
        Means.Sums sums = left == null ? sums(s, macros, launches) : left;
        if (sums.pieces() > MOST_PIECES) {
            sums = fewer(sums, channels, macros, launches);
        }
        cl_mem scale = sums(1, channels);
        launches.add(scale(s, sums, macros, scale));
        launches.add(flat("attentionApply", macros, channels, s.output(), map(s.input()), scale,
                map(s.skip()), map(s.output())));
        return launches;
    }

    private Means.Sums sums(Step.ChannelAttention s, Map<String, Integer> macros, List<Launch> launches) {
        Shape shape = parts.shapes().get(s.input());
        int channels = shape.channels();
        long pixels = (long) shape.height() * shape.width();
        long run = Math.ceilDiv(pixels, Math.clamp(Math.ceilDiv(pixels, PIECE_PIXELS), 1, PIECES));
        int pieces = (int) Math.ceilDiv(pixels, run);
        int vec = vector(channels);
        cl_mem sums = sums(pieces, channels);
        launches.add(rows("attentionSums", with(macros, "VEC", vec), channels / vec, pieces,
                List.of(map(s.input()), sums, pixels, run)));
        return new Means.Sums(sums, pieces, channels);
    }

    private Means.Sums fewer(Means.Sums sums, int channels, Map<String, Integer> macros, List<Launch> launches) {
        int run = Math.ceilDiv(sums.pieces(), FEWER_PIECES);
        int pieces = Math.ceilDiv(sums.pieces(), run);
        cl_mem fewer = sums(pieces, channels);
        launches.add(rows("attentionFewer", macros, channels, pieces,
                List.of(sums.buffer(), sums.pieces(), sums.pitch(), run, fewer)));
        return new Means.Sums(fewer, pieces, channels);
    }

    private cl_mem sums(int pieces, int channels) {
        return parts.session().buffer((long) pieces * channels * Float.BYTES, parts.owner());
    }

    private Launch scale(Step.ChannelAttention s, Means.Sums sums, Map<String, Integer> macros, cl_mem scale) {
        Shape shape = parts.shapes().get(s.input());
        List<Parameter> layers = new ArrayList<>();
        for (String name : new String[]{s.squeeze().filter(), s.squeeze().bias(), s.squeeze().slope(),
            s.excite().filter(), s.excite().bias()}) {
            if (name != null) {
                layers.add(parts.parameters().get(name));
            }
        }
        return launch("attentionScale", with(macros, "SLICES", Math.max(1, group / shape.channels())),
                new long[]{group}, new long[]{group},
                List.of(sums.buffer(), sums.pieces(), sums.pitch(), (long) shape.height() * shape.width(),
                        parts.resident().get(layers.getFirst(), List.of("layers", layers), () -> joined(layers)),
                        scale));
    }

    private static float[] joined(List<Parameter> layers) {
        float[] values = new float[layers.stream().mapToInt(layer -> layer.values().length).sum()];
        int to = 0;
        for (Parameter layer : layers) {
            System.arraycopy(layer.values(), 0, values, to, layer.values().length);
            to += layer.values().length;
        }
        return values;
    }

    /** Values that a work-item takes: as many as it reads at a time, if that divides the number given. */
    private int vector(long divided) {
        boolean isCpu = parts.session().device().device().kind() == Device.Kind.CPU;
        int most = isCpu
                ? READ_BYTES_CPU / Float.BYTES
                : READ_BYTES_GPU / parts.precision().bytes();
        for (int lanes = most; lanes > 2; lanes /= 2) {
            if (divided % lanes == 0) {
                return lanes;
            }
        }
        return 1;
    }

    /**
     * Value by value; the number of values is the last argument.
     *
     * @param divided what the number of a work-item's values has to divide; itself a divisor of the number of all values
     */
    private Launch flat(String kernel, Map<String, Integer> macros, long divided, int output, cl_mem... buffers) {
        long values = parts.shapes().get(output).floats();
        int vec = vector(divided);
        List<Object> arguments = new ArrayList<>(List.of((Object[]) buffers));
        arguments.add(values);
        return launch(kernel, with(macros, "VEC", vec), new long[]{roundUp(values / vec, group)}, new long[]{group},
                arguments);
    }

    /** Row by row, so many work-items across. */
    private Launch rows(String kernel, Map<String, Integer> macros, long across, int rows, List<Object> arguments) {
        long items = Math.min(across, group);
        return launch(kernel, macros, new long[]{roundUp(across, items), rows}, new long[]{items, 1}, arguments);
    }

    private static Map<String, Integer> with(Map<String, Integer> macros, String name, int value) {
        Map<String, Integer> all = new TreeMap<>(macros);
        all.put(name, value);
        return all;
    }

    private cl_mem map(int index) {
        return parts.maps().get(index);
    }

    private Launch launch(String kernel, Map<String, Integer> macros, long[] global, long[] local,
            List<Object> arguments) {
        Map<String, Integer> all = new TreeMap<>(macros);
        all.putAll(KernelSource.macros(parts.precision()));
        return Launch.of(kernel,
                parts.session().kernel(KernelSource.of(KernelSource.MAPS, all), kernel, parts.owner()), global, local,
                arguments);
    }

    private static long roundUp(long value, long multiple) {
        return Math.ceilDiv(value, multiple) * multiple;
    }
}
