package org.derain4j.kernels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/** Steps that run one after the other or in bands: the chains of the network, and what it does not have, at any size. */
public final class BandChain {

    private final String name;
    private final int bandRows;
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final List<Integer> results = new ArrayList<>();
    private final List<Step.ByRows> steps = new ArrayList<>();
    private final Map<String, Parameter> parameters = new HashMap<>();
    private final Random random = new Random(11);

    private BandChain(String name, int height, int width, int bandRows) {
        this.name = name + ", " + height + "x" + width + ", bands of " + bandRows;
        this.bandRows = bandRows;
    }

    public static List<BandChain> all() {
        List<BandChain> chains = new ArrayList<>();
        for (int height : new int[]{1, 3, 14, 33, 66}) {
            for (int bandRows : new int[]{4, 12}) {
                chains.add(fusion(height, 13, bandRows));
                chains.add(memory(height, 9, 2 * bandRows));
                chains.add(pointwise(height, 5, bandRows));
            }
        }
        chains.add(fusion(41, 150, 4));
        return chains;
    }

    /** s + P(T(u)) + P(T(v)), down by stride 2, and a convolution behind it; the result of the middle one is kept. */
    private static BandChain fusion(int height, int width, int bandRows) {
        BandChain c = new BandChain("fusion", height, width, bandRows);
        int halfHeight = (height + 1) / 2;
        int halfWidth = (width + 1) / 2;
        int s = c.input(new Shape(height, width, 16));
        int u = c.input(new Shape(halfHeight, halfWidth, 16));
        int v = c.input(new Shape(halfHeight, halfWidth, 16));
        int one = c.convolution(List.of(u), Window.TRANSPOSED_STRIDE2, new Shape(height, width, 16), s);
        int two = c.convolution(List.of(v), Window.TRANSPOSED_STRIDE2, new Shape(height, width, 16), one);
        int down = c.convolution(List.of(two), Window.CONV_STRIDE2, new Shape(halfHeight, halfWidth, 16),
                Epilogue.NO_MAP);
        int f = c.convolution(List.of(down), Window.CONV, new Shape(halfHeight, halfWidth, 20), Epilogue.NO_MAP);
        c.convolution(List.of(down, f), Window.TRANSPOSED, new Shape(halfHeight, halfWidth, 16), Epilogue.NO_MAP);
        return c.keep(down);
    }

    /** Box, convolution, conv-LSTM, convolution, and the sum with a map from before the LSTM; then back to full size. */
    private static BandChain memory(int height, int width, int bandRows) {
        BandChain c = new BandChain("memory", height, width, bandRows);
        int rain = c.input(new Shape(2 * height, 2 * width, 3));
        int box = c.output(new Shape(height, width, 3));
        c.steps.add(new Step.BoxDownscale(rain, 2, box));
        int r = c.convolution(List.of(box), Window.TRANSPOSED, new Shape(height, width, 16), Epilogue.NO_MAP);
        int narrow = c.convolution(List.of(r), Window.TRANSPOSED, new Shape(height, width, 16), Epilogue.NO_MAP);
        int h = c.output(new Shape(height, width, 17));
        c.steps.add(
                new Step.ConvLstmZeroState(narrow, c.filter("lstm", 3, 3, 16 + 17, 4 * 17), c.filter("gates", 4 * 17),
                        h));
        int wide = c.convolution(List.of(h), Window.TRANSPOSED, new Shape(height, width, 16), r);
        c.convolution(List.of(wide), Window.TRANSPOSED_STRIDE2, new Shape(2 * height, 2 * width, 3), rain);
        return c;
    }

    /** What goes value by value, and an LSTM with a state, whose two results are both read. */
    private static BandChain pointwise(int height, int width, int bandRows) {
        BandChain c = new BandChain("pointwise", height, width, bandRows);
        Shape shape = new Shape(height, width, 5);
        int x = c.input(shape);
        int a = c.output(shape);
        c.steps.add(new Step.Prelu(x, c.filter("slope", 5), a));
        int b = c.output(shape);
        c.steps.add(new Step.Pointwise(a, Step.Function.TANH, b));
        int cell = c.output(shape);
        int hidden = c.output(shape);
        c.steps.add(new Step.ConvLstm(b, x, a, c.filter("lstm", 3, 3, 10, 20), c.filter("gates", 20), cell, hidden));
        int sum = c.output(shape);
        c.steps.add(new Step.Add(cell, hidden, true, sum));
        c.convolution(List.of(sum), Window.CONV, shape, x);
        return c;
    }

    private int input(Shape shape) {
        inputs.add(shapes.size());
        return output(shape);
    }

    private int output(Shape shape) {
        shapes.add(shape);
        return shapes.size() - 1;
    }

    private int convolution(List<Integer> from, Window window, Shape shape, int addend) {
        int in = from.stream().mapToInt(map -> shapes.get(map).channels()).sum();
        int out = shape.channels();
        int to = output(shape);
        String filter = window.transposed() ? filter("w" + to, 3, 3, out, in) : filter("w" + to, 3, 3, in, out);
        steps.add(new Step.Convolution(from, window, filter, new Epilogue(null, filter("a" + to, out), addend, false),
                to));
        return to;
    }

    private String filter(String filterName, Integer... shape) {
        int floats = List.of(shape).stream().reduce(1, (a, b) -> a * b);
        parameters.put(filterName, new Parameter(List.of(shape), gaussians(floats, 0.2)));
        return filterName;
    }

    private float[] gaussians(int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    private BandChain keep(int map) {
        results.add(map);
        return this;
    }

    public List<Shape> shapes() {
        return shapes;
    }

    public Step.Bands bands() {
        List<Integer> all = new ArrayList<>(results);
        all.addAll(steps.getLast().writes());
        return new Step.Bands(steps, all, bandRows);
    }

    /** The same steps one by one: every map whole. */
    public Program whole() {
        return program(List.copyOf(steps), shapes.stream().map(Shape::height).toList());
    }

    public Program banded() {
        Step.Bands bands = bands();
        BandSchedule schedule = BandSchedule.of(bands, shapes);
        List<Integer> rows = new ArrayList<>(shapes.stream().map(Shape::height).toList());
        bands.transients().forEach(map -> rows.set(map, schedule.rowsHeld(map)));
        return program(List.of(bands), rows);
    }

    private Program program(List<Step> order, List<Integer> rows) {
        List<FeatureMap> maps = new ArrayList<>();
        for (int map = 0; map < shapes.size(); map++) {
            maps.add(new FeatureMap("map" + map, shapes.get(map), map, rows.get(map)));
        }
        return new Program(maps, order, inputs, bands().results());
    }

    public Parameters weights() {
        return new Parameters(parameters);
    }

    /** Runs twice, so that what a run leaves behind shows, and gives the results of the second. */
    public Map<Integer, float[]> run(Program program, Backend backend) {
        Map<Integer, float[]> read = new LinkedHashMap<>();
        try (Executable executable = filled(program, backend)) {
            executable.run(StepListener.NONE);
            executable.run(StepListener.NONE);
            program.outputs().forEach(map -> read.put(map, executable.read(map)));
        }
        return read;
    }

    /** Prepared, with its inputs in place; they stay as they are. */
    Executable filled(Program program, Backend backend) {
        Random values = new Random(5);
        Executable executable = backend.prepare(program, weights());
        for (int input : inputs) {
            float[] x = new float[(int) shapes.get(input).floats()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) values.nextGaussian();
            }
            executable.write(input, x);
        }
        return executable;
    }

    @Override
    public String toString() {
        return name;
    }
}
