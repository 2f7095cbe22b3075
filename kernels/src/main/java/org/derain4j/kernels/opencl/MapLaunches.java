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

/** Launches of what has no filter, the kernels of {@code maps.cl}. */
final class MapLaunches {

    /** Items of a group, at most. */
    private static final int GROUP = 256;

    /** The most pieces that a map is summed in, and the fewest pixels of one. */
    private static final int PIECES = 512;
    private static final int PIECE_PIXELS = 256;

    /** The most pieces that one group adds up, and what others make of more. */
    private static final int MOST_PIECES = 256;
    private static final int FEWER_PIECES = 64;

    /** Bytes that an item reads at a time. */
    private static final int READ_BYTES_PROCESSOR = 64;
    private static final int READ_BYTES_GRAPHICS = 16;

    private final Session session;
    private final ResidentFilters resident;
    private final Filters filters;
    private final List<Shape> shapes;
    private final List<cl_mem> maps;
    private final Precision precision;
    private final Handles owner;
    private final int group;

    /**
     * For the steps of one program.
     *
     * @param maps  the buffer of every map
     * @param owner of the kernels
     */
    MapLaunches(Session session, ResidentFilters resident, Filters filters, List<Shape> shapes, List<cl_mem> maps,
            Precision precision, Handles owner) {
        this.session = session;
        this.resident = resident;
        this.filters = filters;
        this.shapes = shapes;
        this.maps = maps;
        this.precision = precision;
        this.owner = owner;
        this.group = Math.min(GROUP, session.device().groupItems());
    }

    Launch prelu(Step.Prelu s) {
        int channels = shapes.get(s.input()).channels();
        Filter slope = filters.get(s.slope());
        return flat("prelu", Map.of("CHANNELS", channels), channels, s.output(), maps.get(s.input()),
                resident.get(slope, "plain", slope::values), maps.get(s.output()));
    }

    Launch pointwise(Step.Pointwise s) {
        return flat(switch (s.function()) {
            case SIGMOID -> "sigmoidOf";
            case TANH -> "tanhOf";
        }, Map.of(), shapes.get(s.output()).floats(), s.output(), maps.get(s.input()), maps.get(s.output()));
    }

    Launch add(Step.Add s) {
        return flat("add", Map.of("NEGATED", s.negated() ? 1 : 0), shapes.get(s.output()).floats(), s.output(),
                maps.get(s.left()), maps.get(s.right()), maps.get(s.output()));
    }

    Launch box(Step.BoxDownscale s) {
        Shape out = shapes.get(s.output());
        return launch("boxDownscale", Map.of("CHANNELS", out.channels(), "FACTOR", s.factor()),
                new long[]{roundUp(out.rowFloats(), group), out.height()}, new long[]{group, 1},
                List.of(maps.get(s.input()), maps.get(s.output()), out.height(), out.width()));
    }

    /**
     * The means, whose order of summing does not depend on the device's load; then the layers; then the map.
     *
     * @param left sums of the input, or null: then it is read for them
     */
    List<Launch> attention(Step.ChannelAttention s, Means.Sums left) {
        int channels = shapes.get(s.input()).channels();
        Filter squeeze = filters.get(s.squeeze().filter());
        Map<String, Integer> macros = new TreeMap<>(Map.of("CHANNELS", channels, "REDUCED",
                squeeze.shape().getLast(), "HAS_SLOPE", s.squeeze().slope() == null ? 0 : 1));
        List<Launch> launches = new ArrayList<>();
        Means.Sums sums = left == null ? sums(s, macros, launches) : left;
        if (sums.pieces() > MOST_PIECES) {
            sums = fewer(sums, channels, macros, launches);
        }
        cl_mem scale = session.buffer((long) channels * Float.BYTES, owner);
        launches.add(scale(s, sums, macros, scale));
        launches.add(flat("attentionApply", macros, channels, s.output(), maps.get(s.input()), scale,
                maps.get(s.skip()), maps.get(s.output())));
        return launches;
    }

    private Means.Sums sums(Step.ChannelAttention s, Map<String, Integer> macros, List<Launch> launches) {
        Shape shape = shapes.get(s.input());
        int channels = shape.channels();
        long pixels = (long) shape.height() * shape.width();
        long run = Math.ceilDiv(pixels, Math.clamp(Math.ceilDiv(pixels, PIECE_PIXELS), 1, PIECES));
        int pieces = (int) Math.ceilDiv(pixels, run);
        int vec = vector(channels);
        Map<String, Integer> all = new TreeMap<>(macros);
        all.put("VEC", vec);
        cl_mem sums = session.buffer((long) pieces * channels * Float.BYTES, owner);
        long items = Math.min(channels / vec, group);
        launches.add(launch("attentionSums", all, new long[]{roundUp(channels / vec, items), pieces},
                new long[]{items, 1}, List.of(maps.get(s.input()), sums, pixels, run)));
        return new Means.Sums(sums, pieces, channels);
    }

    private Means.Sums fewer(Means.Sums sums, int channels, Map<String, Integer> macros, List<Launch> launches) {
        int run = Math.ceilDiv(sums.pieces(), FEWER_PIECES);
        int pieces = Math.ceilDiv(sums.pieces(), run);
        cl_mem fewer = session.buffer((long) pieces * channels * Float.BYTES, owner);
        long items = Math.min(channels, group);
        launches.add(launch("attentionFewer", macros, new long[]{roundUp(channels, items), pieces},
                new long[]{items, 1}, List.of(sums.buffer(), sums.pieces(), sums.pitch(), run, fewer)));
        return new Means.Sums(fewer, pieces, channels);
    }

    private Launch scale(Step.ChannelAttention s, Means.Sums sums, Map<String, Integer> macros, cl_mem scale) {
        Shape shape = shapes.get(s.input());
        List<Filter> layers = new ArrayList<>();
        for (String name : new String[]{s.squeeze().filter(), s.squeeze().bias(), s.squeeze().slope(),
            s.excite().filter(), s.excite().bias()}) {
            if (name != null) {
                layers.add(filters.get(name));
            }
        }
        Map<String, Integer> all = new TreeMap<>(macros);
        all.put("SLICES", Math.max(1, group / shape.channels()));
        return launch("attentionScale", all, new long[]{group}, new long[]{group},
                List.of(sums.buffer(), sums.pieces(), sums.pitch(), (long) shape.height() * shape.width(),
                        resident.get(layers.getFirst(), List.of("layers", layers), () -> joined(layers)), scale));
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

    /** Values that an item takes: as many as it reads at a time, if they divide that number. */
    private int vector(long divided) {
        boolean isProcessor = session.device().device().kind() == Device.Kind.CPU;
        int most = isProcessor
                ? READ_BYTES_PROCESSOR / Float.BYTES
                : READ_BYTES_GRAPHICS / precision.bytes();
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
     * @param divided what an item's values have to divide, itself a divisor of the result's
     */
    private Launch flat(String kernel, Map<String, Integer> macros, long divided, int output, cl_mem... buffers) {
        long values = shapes.get(output).floats();
        int vec = vector(divided);
        Map<String, Integer> all = new TreeMap<>(macros);
        all.put("VEC", vec);
        List<Object> arguments = new ArrayList<>(List.of((Object[]) buffers));
        arguments.add(values);
        return launch(kernel, all, new long[]{roundUp(values / vec, group)}, new long[]{group}, arguments);
    }

    private Launch launch(String kernel, Map<String, Integer> macros, long[] global, long[] local,
            List<Object> arguments) {
        Map<String, Integer> all = new TreeMap<>(macros);
        all.putAll(precision.macros());
        return Launch.of(kernel, session.kernel(KernelSource.of(KernelSource.MAPS, all), kernel, owner), global, local,
                arguments);
    }

    private static long roundUp(long value, long multiple) {
        return Math.ceilDiv(value, multiple) * multiple;
    }
}
