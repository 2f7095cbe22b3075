package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of every operation on every backend: op x case x backend in one list. The build runs it once per vector
 * width and once without vectors ({@code -Dderain4j.vectorBits}), and the module of OpenCL on a device; each run checks that
 * it got the backend it asked for. Guard words around every map are checked by {@link Executable#run}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
public abstract class OpContract {

    /** Of the map's largest magnitude, or of 1 if that is smaller. Float sums of up to 720 terms stay well below. */
    private static final double TOLERANCE = 3e-6;

    private final Map<String, Opened> opened = new HashMap<>();

    /**
     * The backends.
     *
     * @return as {@link Backends#open} takes them
     */
    protected abstract List<String> names();

    /**
     * Opens one of them.
     *
     * @param name of {@link #names}
     * @return the backend in all its forms
     */
    protected Opened open(String name) {
        return new Opened(Backends.open(name, 1, false), Backends.open(name, 3, false), Backends.open(name, 2, true));
    }

    /**
     * One backend.
     *
     * @param single   with one thread
     * @param threaded with three
     * @param exact    with direct sums only
     */
    public record Opened(Backend single, Backend threaded, Backend exact) {

        void close() {
            List.of(single, threaded, exact).forEach(Backend::close);
        }
    }

    @BeforeAll
    void open() {
        names().forEach(name -> opened.put(name, open(name)));
    }

    @AfterAll
    void close() {
        opened.values().forEach(Opened::close);
    }

    Stream<Arguments> cases() {
        return names().stream().flatMap(name -> operations().stream().map(c -> Arguments.of(name, c)));
    }

    /**
     * What is run on every backend.
     *
     * @return TensorFlow's cases and ours
     */
    protected static List<OpCase> operations() {
        return Stream.concat(GoldenCases.all().stream(), RandomCases.all().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theBackendThatRunsIsTheOneAskedFor(String name) {
        String described = opened.get(name).single().describe();
        assertTrue(described.startsWith(name), described);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheDefinition(String name, OpCase c) {
        for (Backend either : new HashSet<>(List.of(opened.get(name).single(), opened.get(name).exact()))) {
            Map<Integer, float[]> results = c.run(either);
            c.expected().forEach((map, expected) -> assertClose(expected, results.get(map), c.shape(map)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForAnyNumberOfThreads(String name, OpCase c) {
        Map<Integer, float[]> three = c.run(opened.get(name).threaded());
        c.run(opened.get(name).single())
                .forEach((map, values) -> assertArrayEquals(bits(values), bits(three.get(map))));
    }

    /** Residual streams and states live in one slot: the result takes the place of the map that is added to it. */
    @ParameterizedTest
    @MethodSource("names")
    void aResultMayTakeTheAddendsPlace(String name) {
        Random random = new Random(7);
        Shape shape = new Shape(5, 13, 17);
        List<FeatureMap> maps = List.of(new FeatureMap("x", shape, 0), new FeatureMap("s", shape, 1),
                new FeatureMap("s'", shape, 1), new FeatureMap("apart", shape, 2));
        float[] x = gaussians(random, (int) shape.floats());
        float[] s = gaussians(random, (int) shape.floats());
        Parameters parameters = new Parameters(
                Map.of("w", new Parameters.Parameter(List.of(3, 3, 17, 17), gaussians(random, 9 * 17 * 17))));
        Step.Convolution inPlace = new Step.Convolution(List.of(0), Window.TRANSPOSED, "w",
                new Epilogue(null, null, 1, false), 2);
        Step.Convolution apart = new Step.Convolution(List.of(0), Window.TRANSPOSED, "w",
                new Epilogue(null, null, 1, false), 3);
        float[][] results = new float[2][];
        for (Step.Convolution step : List.of(inPlace, apart)) {
            Program program = new Program(maps, List.of(step), List.of(0, 1), List.of(step.output()));
            try (Executable executable = opened.get(name).threaded().prepare(program, parameters)) {
                executable.write(0, x);
                executable.write(1, s);
                executable.run(StepListener.NONE);
                results[step.output() - 2] = executable.read(step.output());
            }
        }
        assertArrayEquals(bits(results[1]), bits(results[0]));
    }

    /** Pictures go in and results come out a few rows at a time, and the array may be longer. */
    @ParameterizedTest
    @MethodSource("names")
    void rowsGoInAndComeOutByThemselves(String name) {
        Shape shape = new Shape(11, 5, 3);
        Program program = new Program(List.of(new FeatureMap("x", shape, 0), new FeatureMap("y", shape, 1)),
                List.of(new Step.Pointwise(0, Step.Function.TANH, 1)), List.of(0), List.of(1));
        float[] x = gaussians(new Random(8), (int) shape.floats());
        try (Executable executable = opened.get(name).threaded().prepare(program, new Parameters(Map.of()))) {
            assertEquals(program, executable.program());
            executable.write(0, x);
            executable.run(StepListener.NONE);
            float[] expected = executable.read(1);
            executable.write(0, new float[x.length]);
            for (int[] rows : new int[][]{{7, 4}, {0, 1}, {1, 6}, {11, 0}}) {
                executable.write(0, rows[0], rows[1], Arrays.copyOfRange(x, rows[0] * 15, x.length + 7));
            }
            executable.run(StepListener.NONE);
            for (int[] rows : new int[][]{{0, 11}, {10, 1}, {2, 3}, {4, 0}}) {
                float[] read = Arrays.copyOfRange(expected, rows[0] * 15, expected.length + 7);
                float[] before = read.clone();
                Arrays.fill(read, 0, rows[1] * 15, Float.NaN);
                executable.read(1, rows[0], rows[1], read);
                assertArrayEquals(bits(before), bits(read));
            }
            assertThrows(IllegalArgumentException.class, () -> executable.write(0, 10, 2, x));
            assertThrows(IllegalArgumentException.class, () -> executable.write(0, 0, 2, new float[29]));
            assertThrows(IllegalArgumentException.class, () -> executable.read(1, -1, 1, x));
            assertThrows(IllegalArgumentException.class, () -> executable.read(1, 0, 2, new float[29]));
            assertThrows(IllegalArgumentException.class, () -> executable.write(0, new float[x.length + 1]));
        }
    }

    private static float[] gaussians(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void assertClose(double[] expected, float[] actual, Shape shape) {
        assertEquals(expected.length, actual.length);
        double largest = 1;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < actual.length; i++) {
            double distance = expected[i] == actual[i] ? 0 : Math.abs(expected[i] - actual[i]);
            int pixel = i / shape.channels();
            int at = i;
            assertTrue(distance <= TOLERANCE * largest,
                    () -> "at y=" + pixel / shape.width() + " x=" + pixel % shape.width()
                            + " c=" + at % shape.channels() + ": expected " + expected[at] + ", got " + actual[at]);
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
