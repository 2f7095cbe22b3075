package org.derain4j.kernels.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.derain4j.kernels.Backend;
import org.derain4j.kernels.Device;
import org.derain4j.kernels.DeviceException;
import org.derain4j.kernels.Epilogue;
import org.derain4j.kernels.Executable;
import org.derain4j.kernels.FeatureMap;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.Filters.Filter;
import org.derain4j.kernels.Program;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Step;
import org.derain4j.kernels.StepListener;
import org.derain4j.kernels.Window;
import org.derain4j.kernels.reference.ReferenceBackend;

/**
 * One kind of convolution by itself, at a size for a check and at one for the clock.
 *
 * @param numerics what numbers it is computed with; inputs and filters are such, so that only sums are rounded
 * @param geometry what is convolved
 * @param small    the larger of its maps for the check against the definition
 * @param large    the same for the clock
 */
record TuningCase(Numerics numerics, Geometry geometry, Shape small, Shape large) {

    private static final int CHANNELS = 64;
    private static final int LSTM_CHANNELS = 32;
    private static final Shape SMALL = new Shape(14, 30, CHANNELS);
    private static final Shape PROCESSOR = new Shape(160, 240, CHANNELS);
    private static final Shape GRAPHICS = new Shape(540, 960, CHANNELS);

    private static final int RUNS = 3;

    /** One of every kind. */
    static List<TuningCase> all(DeviceHandle device, Numerics numerics) {
        Shape large = device.device().kind() == Device.Kind.CPU ? PROCESSOR : GRAPHICS;
        List<TuningCase> cases = new ArrayList<>();
        for (Window window : List.of(Window.CONV, Window.CONV_STRIDE2, Window.DECONV_STRIDE2)) {
            cases.add(new TuningCase(numerics, new Geometry(CHANNELS, 0, CHANNELS, 3, window,
                    window == Window.CONV ? 1 : 0, window == Window.CONV ? 1 : 0, false, true, 0, 0), SMALL, large));
        }
        cases.add(new TuningCase(numerics, Geometry.lstm(LSTM_CHANNELS, 0, CHANNELS), SMALL, large));
        return cases;
    }

    String kind() {
        return geometry.kind();
    }

    /**
     * How fast a tile is, the best of a few runs.
     *
     * @return operations per second of the direct convolution; 0 where the result is wrong or the device refuses
     */
    double flopPerSecond(Tile tile, DeviceHandle device) {
        Session session = new Session(device, new CacheFolder(null));
        try (Backend backend = new OpenClBackend(session, numerics, Tiles.fixed(device, tile))) {
            return isRight(backend) ? measured(backend) : 0;
        } catch (DeviceException e) {
            return 0;
        }
    }

    private boolean isRight(Backend backend) {
        float[] actual = run(backend, small, 1, new double[1]);
        float[] expected;
        try (Backend reference = new ReferenceBackend(1)) {
            expected = run(reference, small, 1, new double[1]);
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - actual[i]) <= numerics.tolerance() * Math.max(1, Math.abs(expected[i])))) {
                return false;
            }
        }
        return true;
    }

    private double measured(Backend backend) {
        double[] seconds = new double[1];
        run(backend, large, RUNS, seconds);
        Shape counted = geometry.window().stride() == 1 ? large : smaller(large);
        return 2.0 * 9 * geometry.in() * geometry.sums() * counted.height() * counted.width() / seconds[0];
    }

    /** The result of the last run; the time of the fastest after the first. */
    private float[] run(Backend backend, Shape larger, int runs, double[] seconds) {
        boolean up = geometry.transposedStride2();
        Shape other = geometry.window().stride() == 1 ? larger : smaller(larger);
        Shape in = channels(up ? other : larger, geometry.in());
        Shape out = channels(up ? larger : other, geometry.out());
        Program program = new Program(List.of(new FeatureMap("in", in, 0), new FeatureMap("out", out, 1)),
                List.of(step()), List.of(0), List.of(1));
        try (Executable executable = backend.prepare(program, filters())) {
            executable.write(0, rounded(values((int) in.floats(), 1)));
            executable.run(StepListener.NONE);
            seconds[0] = Double.MAX_VALUE;
            for (int i = 1; i < runs; i++) {
                long start = System.nanoTime();
                executable.run(StepListener.NONE);
                seconds[0] = Math.min(seconds[0], (System.nanoTime() - start) / 1e9);
            }
            return executable.read(1);
        }
    }

    private Step step() {
        return geometry.gates() != 0
                ? new Step.ConvLstmZeroState(0, "filter", "bias", 1)
                : new Step.Convolution(List.of(0), geometry.window(), "filter",
                        new Epilogue(null, "slope", Epilogue.NO_MAP, false), 1);
    }

    private Filters filters() {
        int in = geometry.in();
        int out = geometry.out();
        List<Integer> shape = geometry.gates() != 0
                ? List.of(3, 3, in + out, 4 * out)
                : geometry.window().transposed() ? List.of(3, 3, out, in) : List.of(3, 3, in, out);
        int floats = shape.stream().reduce(1, (a, b) -> a * b);
        return new Filters(Map.of("filter", new Filter(shape, rounded(values(floats, 1 / Math.sqrt(9.0 * in)))), "bias",
                new Filter(List.of(4 * out), values(4 * out, 1)), "slope", new Filter(List.of(out), values(out, 1))));
    }

    private float[] rounded(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = numerics.precision().rounded(values[i]);
        }
        return values;
    }

    private static float[] values(int count, double deviation) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    private static Shape smaller(Shape shape) {
        return new Shape((shape.height() + 1) / 2, (shape.width() + 1) / 2, shape.channels());
    }

    private static Shape channels(Shape shape, int channels) {
        return new Shape(shape.height(), shape.width(), channels);
    }
}
