package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.LstmShape;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/** One kind of convolution by itself, at a size for a check and at one for the clock. Not thread-safe. */
final class TuningCase {

    private static final int CHANNELS = 64;
    private static final int LSTM_CHANNELS = 32;
    private static final Shape CHECKED = new Shape(14, 30, CHANNELS);
    private static final Shape CPU = new Shape(160, 240, CHANNELS);
    private static final Shape GPU = new Shape(540, 960, CHANNELS);

    /** The smallest level of a picture of 480x320; and smaller ones for devices that find it large. */
    private static final List<Shape> SMALL = List.of(new Shape(80, 120, CHANNELS), new Shape(40, 60, CHANNELS),
            new Shape(20, 30, CHANNELS));

    /** Of a small map one after the other, as in the network: the start of one alone takes as long as the step. */
    private static final int SMALL_STEPS = 16;

    private static final int RUNS = 5;

    /** Random values are drawn once and repeated: a map for the clock has tens of millions. */
    private static final float[] NOISE = noise(1 << 18);

    private final Numerics numerics;
    private final Geometry geometry;
    private final Shape large;
    private final boolean small;
    private final Parameters parameters;
    private float[] expected;

    /**
     * A case.
     *
     * @param numerics what numbers it is computed with; inputs and filters are such, so that only sums are rounded
     * @param geometry what is convolved
     * @param large    the larger of its maps for the clock
     * @param small    whether it is of the kind for small maps
     */
    private TuningCase(Numerics numerics, Geometry geometry, Shape large, boolean small) {
        this.numerics = numerics;
        this.geometry = geometry;
        this.large = large;
        this.small = small;
        this.parameters = weights();
    }

    /**
     * One of every kind, those for small maps behind the others, and only those that some map of {@link #SMALL} is.
     *
     * @param tiles as they are so far: they say which maps are small
     */
    static List<TuningCase> all(DeviceHandle device, Numerics numerics, Tiles tiles) {
        Shape large = device.device().kind() == Device.Kind.CPU ? CPU : GPU;
        // a transposed one follows a concatenation in the network: half as many inputs would favour tiles that hold them all
        List<Geometry> geometries = List.of(layer(CHANNELS, Window.CONV), layer(CHANNELS, Window.CONV_STRIDE2),
                layer(2 * CHANNELS, Window.TRANSPOSED_STRIDE2), Geometry.lstm(LSTM_CHANNELS, 0, CHANNELS));
        List<TuningCase> cases = new ArrayList<>();
        for (Geometry g : geometries) {
            cases.add(new TuningCase(numerics, g, large, false));
        }
        for (Geometry g : geometries) {
            SMALL.stream().filter(larger -> tiles.kind(g, out(g, larger)).endsWith(Tiles.SMALL)).findFirst()
                    .ifPresent(larger -> cases.add(new TuningCase(numerics, g, larger, true)));
        }
        return cases;
    }

    /** The sides of all its larger maps are even, so the padding is the same. */
    private static Geometry layer(int in, Window window) {
        int pad = window.padBefore(3, CHECKED.height());
        return new Geometry(in, 0, CHANNELS, 3, window, pad, pad, false, true, 0, 0, false);
    }

    String kind() {
        return geometry.kind() + (small ? Tiles.SMALL : "");
    }

    Geometry geometry() {
        return geometry;
    }

    /** What is worth trying for it. */
    TileSpace space(DeviceHandle device) {
        return TileSpace.of(geometry, small, device, numerics);
    }

    /**
     * How fast a tile is, by the device's clock, the best of a few runs.
     *
     * @return operations per second of the direct convolution; 0 where the result is wrong
     * @throws DeviceException where the device refuses
     */
    double flopPerSecond(Tile tile, Session session) {
        return on(tile, session, backend -> isRight(backend) ? measured(backend) : 0.0);
    }

    /** Whether a tile gives the definition's result. */
    boolean isRight(Tile tile, Session session) {
        return on(tile, session, this::isRight);
    }

    private <T> T on(Tile tile, Session session, Function<Backend, T> work) {
        OpenClBackend backend = new OpenClBackend(session, numerics, Tiles.fixed(session.device(), tile),
                MemoryLimit.of(session.device().device()));
        try {
            return work.apply(backend);
        } finally {
            backend.releaseFilters();
        }
    }

    private boolean isRight(Backend backend) {
        if (expected == null) {
            try (Backend reference = Backends.open(Backends.REFERENCE, 1, true)) {
                expected = result(reference);
            }
        }
        float[] actual = result(backend);
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - actual[i]) <= numerics.tolerance() * Math.max(1, Math.abs(expected[i])))) {
                return false;
            }
        }
        return true;
    }

    private float[] result(Backend backend) {
        Program program = program(CHECKED, 1);
        try (Executable executable = backend.prepare(program, parameters)) {
            executable.write(0, input(program));
            executable.run(StepListener.NONE);
            return executable.read(1);
        }
    }

    private double measured(Backend backend) {
        int steps = small ? SMALL_STEPS : 1;
        Program program = program(large, steps);
        double seconds = Double.MAX_VALUE;
        try (Executable executable = backend.prepare(program, parameters)) {
            executable.write(0, input(program));
            executable.run(StepListener.NONE);
            for (int i = 0; i < RUNS; i++) {
                seconds = Math.min(seconds, Arrays.stream(executable.times(Cancellation.NONE)).sum());
            }
        }
        return 2.0 * 9 * steps * geometry.in() * geometry.sums() * smaller(geometry, large).pixels() / seconds;
    }

    private Program program(Shape larger, int steps) {
        Shape in = channels(geometry.window().transposed() ? smaller(geometry, larger) : larger, geometry.in());
        return new Program(List.of(new FeatureMap("in", in, 0), new FeatureMap("out", out(geometry, larger), 1)),
                Collections.nCopies(steps, step()), List.of(0), List.of(1));
    }

    private static Shape out(Geometry g, Shape larger) {
        return channels(g.window().transposed() ? larger : smaller(g, larger), g.out());
    }

    /** Of the map on the other side of the step. */
    private static Shape smaller(Geometry g, Shape larger) {
        return new Shape(g.window().smallerSide(larger.height()), g.window().smallerSide(larger.width()),
                larger.channels());
    }

    private float[] input(Program program) {
        return values((int) program.shapes().getFirst().floats(), 1);
    }

    private Step step() {
        return geometry.gates() != 0
                ? new Step.ConvLstmZeroState(0, "filter", "bias", 1)
                : new Step.Convolution(List.of(0), geometry.window(), "filter",
                        new Epilogue(null, "slope", Epilogue.NO_MAP, false), 1);
    }

    private Parameters weights() {
        int in = geometry.in();
        int out = geometry.out();
        LstmShape lstm = new LstmShape(in, out);
        List<Integer> shape = geometry.gates() != 0
                ? lstm.filter()
                : geometry.window().transposed() ? List.of(3, 3, out, in) : List.of(3, 3, in, out);
        int floats = shape.stream().reduce(1, (a, b) -> a * b);
        return new Parameters(Map.of("filter", new Parameter(shape, values(floats, 1 / Math.sqrt(9.0 * in))), "bias",
                new Parameter(lstm.bias(), values(lstm.bias().getFirst(), 1)), "slope",
                new Parameter(List.of(out), values(out, 1))));
    }

    /** Numbers that the precision has. */
    private float[] values(int count, double deviation) {
        float[] values = new float[Math.min(count, NOISE.length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = numerics.precision().rounded((float) (NOISE[i] * deviation));
        }
        float[] all = Arrays.copyOf(values, count);
        for (int i = values.length; i < count; i += values.length) {
            System.arraycopy(values, 0, all, i, Math.min(values.length, count - i));
        }
        return all;
    }

    private static float[] noise(int count) {
        Random random = new Random(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Shape channels(Shape shape, int channels) {
        return new Shape(shape.height(), shape.width(), channels);
    }
}
