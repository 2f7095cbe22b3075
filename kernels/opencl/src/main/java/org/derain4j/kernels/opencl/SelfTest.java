package org.derain4j.kernels.opencl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;

/**
 * A small network with every kind of step, on a device and by the definition, and samples of 8 bits. Drivers exist that give black pictures, or wrong
 * ones: such a device is refused. That it passed is kept in the cache folder, for this device, driver and these kernels.
 */
final class SelfTest {

    private static final byte[] PASSED = "passed".getBytes(StandardCharsets.UTF_8);

    private static final int HEIGHT = 10;
    private static final int WIDTH = 26;
    private static final int CHANNELS = 32;

    private final List<FeatureMap> maps = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Parameter> parameters = new HashMap<>();
    private final Random random = new Random(3);

    /** Samples of 8 bits that came out wrong. */
    private int misses;

    private SelfTest() {}

    /**
     * Tests a device unless it has passed before.
     *
     * @throws DeviceException if its result is wrong
     */
    static void require(Backend backend, Session session, Numerics numerics) {
        String key = String.join("\n", "self-test", numerics.key(), session.device().identity(),
                KernelSource.of(KernelSource.CONVOLUTION, Map.of()).text(),
                KernelSource.of(KernelSource.TENSOR, Map.of()).text(),
                KernelSource.of(KernelSource.MAPS, Map.of()).text(),
                KernelSource.of(KernelSource.LEVELS, Map.of()).text());
        if (session.cache().read(key).isPresent()) {
            return;
        }
        SelfTest test = new SelfTest();
        double distance = test.distance(backend); // in which samples are checked, too
        if (!(distance <= numerics.networkTolerance())) {
            throw wrong(session, "%.1e away from the definition".formatted(distance));
        }
        if (test.misses > 0) {
            throw wrong(session, test.misses + " samples of 8 bits differ");
        }
        session.cache().write(key, PASSED);
    }

    private static DeviceException wrong(Session session, String what) {
        return new DeviceException("%s computes wrongly (%s in a self-test); update its driver, or use a CPU backend"
                .formatted(session.device().device().name(), what));
    }

    /** The largest difference over the largest magnitude; NaN where the device gave one. */
    private double distance(Backend backend) {
        Program program = program();
        float[] picture = values((int) program.shapes().getFirst().floats(), 1);
        float[] actual = run(backend, program, picture);
        float[] expected;
        try (Backend reference = Backends.open(Backends.REFERENCE, 1, true)) {
            expected = run(reference, program, picture);
        }
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double each = Math.abs((double) expected[i] - actual[i]);
            difference = each <= difference ? difference : each; // keeps a NaN, too
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return difference / largest;
    }

    private float[] run(Backend backend, Program program, float[] picture) {
        try (Executable executable = backend.prepare(program, new Parameters(parameters))) {
            executable.levels().ifPresent(levels -> misses += new LevelsCheck(executable, levels, 0).misses());
            executable.write(0, picture);
            executable.run(StepListener.NONE);
            return executable.read(program.outputs().getFirst());
        }
    }

    /** From a picture down to half size, through an LSTM and attention, and up again. */
    private Program program() {
        Shape full = new Shape(HEIGHT, WIDTH, CHANNELS);
        Shape half = new Shape(HEIGHT / 2, WIDTH / 2, CHANNELS);
        int picture = map(new Shape(HEIGHT, WIDTH, 3));
        int box = map(new Shape(HEIGHT / 2, WIDTH / 2, 3));
        steps.add(new Step.BoxDownscale(picture, 2, box));
        int small = convolution(Window.TRANSPOSED, half, Epilogue.NO_MAP, box);
        int memory = map(half);
        steps.add(new Step.ConvLstmZeroState(small, filter("lstm", 3, 3, 2 * CHANNELS, 4 * CHANNELS),
                filter("gates", 4 * CHANNELS), memory));
        int cell = map(half);
        int next = map(half);
        steps.add(new Step.ConvLstm(small, memory, memory, "lstm", "gates", cell, next));
        int attended = map(half);
        int reduced = CHANNELS / 4;
        steps.add(new Step.ChannelAttention(next,
                new Step.Dense(filter("squeeze", 1, 1, CHANNELS, reduced), filter("squeeze-bias", reduced),
                        filter("squeeze-slope", reduced)),
                new Step.Dense(filter("excite", 1, 1, reduced, CHANNELS), filter("excite-bias", CHANNELS), null), cell,
                attended));
        int large = convolution(Window.CONV, full, Epilogue.NO_MAP, picture);
        int up = convolution(Window.TRANSPOSED_STRIDE2, full, large, small, attended);
        int down = convolution(Window.CONV_STRIDE2, half, Epilogue.NO_MAP, up);
        int sum = map(half);
        steps.add(new Step.Add(down, attended, true, sum));
        int bent = map(half);
        steps.add(new Step.Pointwise(sum, Step.Function.TANH, bent));
        int soft = map(half);
        steps.add(new Step.Pointwise(bent, Step.Function.SIGMOID, soft));
        int active = map(half);
        steps.add(new Step.Prelu(soft, filter("slope", CHANNELS), active));
        int residual = convolution(Window.TRANSPOSED_STRIDE2, full, Epilogue.NO_MAP, active);
        int result = convolution(Window.CONV, full, large, residual, up);
        return new Program(maps, steps, List.of(picture), List.of(result));
    }

    private int convolution(Window window, Shape shape, int addend, Integer... inputs) {
        int in = List.of(inputs).stream().mapToInt(input -> maps.get(input).shape().channels()).sum();
        int out = shape.channels();
        int to = map(shape);
        String filter = window.transposed() ? filter("w" + to, 3, 3, out, in) : filter("w" + to, 3, 3, in, out);
        steps.add(new Step.Convolution(List.of(inputs), window, filter,
                new Epilogue(filter("b" + to, out), filter("a" + to, out), addend, false), to));
        return to;
    }

    private int map(Shape shape) {
        maps.add(new FeatureMap("map" + maps.size(), shape, maps.size()));
        return maps.size() - 1;
    }

    private String filter(String name, Integer... shape) {
        int floats = List.of(shape).stream().reduce(1, (a, b) -> a * b);
        double fanIn = shape.length == 1 ? 4 : (double) floats / Math.min(shape[2], shape[3]);
        parameters.put(name, new Parameter(List.of(shape), values(floats, 1 / Math.sqrt(fanIn))));
        return name;
    }

    private float[] values(int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
