package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.derain4j.kernels.cpu.VectorWidth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of every operation on every backend: op x case x backend in one list. The build runs it once per vector
 * width, once without vectors, and once on a device of OpenCL where there is one ({@code -Dderain4j.vectorBits}), and each run checks that it got the backend it asked for.
 * Guard words around every map are checked by {@link Executable#run}.
 */
class OpContractTest {

    /** Of the map's largest magnitude, or of 1 if that is smaller. Float sums of up to 720 terms stay well below. */
    private static final double TOLERANCE = 3e-6;

    private static final boolean OPENCL = Boolean.getBoolean("derain4j.testOpenCl");
    private static final boolean VECTORS = !OPENCL && VectorWidth.requestedBits() != 0;
    private static final List<String> NAMES = OPENCL
            ? List.of(Backends.OPENCL)
            : VECTORS ? List.of(Backends.VECTOR) : List.of(Backends.PORTABLE, Backends.REFERENCE);
    private static final Map<String, Opened> OPENED = new HashMap<>();

    /** One backend with one thread and with three, and its exact form. */
    private record Opened(Backend single, Backend threaded, Backend exact) {

        static Opened of(String name) {
            if (name.equals(Backends.OPENCL)) { // has no threads and is exact: it is compiled for once
                Backend device = Backends.open(name, 1, false);
                return new Opened(device, device, device);
            }
            return new Opened(Backends.open(name, 1, false), Backends.open(name, 3, false),
                    Backends.open(name, 2, true));
        }

        void close() {
            List.of(single, threaded, exact).forEach(Backend::close);
        }
    }

    @BeforeAll
    static void open() {
        if (OPENCL) {
            OpenClDevices.require(OpContractTest.class, cases().count());
        }
        NAMES.forEach(name -> OPENED.put(name, Opened.of(name)));
    }

    @AfterAll
    static void close() {
        OPENED.values().forEach(Opened::close);
    }

    static List<String> names() {
        return NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void theBackendThatRunsIsTheOneAskedFor(String name) {
        Opened backend = OPENED.get(name);
        String described = backend.single().describe();
        assertTrue(described.startsWith(name), described);
        if (VECTORS) {
            int bits = VectorWidth.requestedBits();
            assertTrue(bits > 0, "run with -D" + VectorWidth.PROPERTY);
            assertTrue(described.startsWith("vector, " + bits + " bits"), described);
        }
        if (!name.equals(Backends.REFERENCE)) {
            assertTrue(backend.exact().describe().contains("exact"), backend.exact().describe());
        }
    }

    static Stream<Arguments> cases() {
        List<OpCase> all = Stream.concat(GoldenCases.all().stream(), RandomCases.all().stream()).toList();
        return NAMES.stream().flatMap(name -> all.stream().map(c -> Arguments.of(name, c)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheDefinition(String name, OpCase c) {
        for (Backend either : new HashSet<>(List.of(OPENED.get(name).single(), OPENED.get(name).exact()))) {
            Map<Integer, float[]> results = c.run(either);
            c.expected().forEach((map, expected) -> assertClose(expected, results.get(map), c.shape(map)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForAnyNumberOfThreads(String name, OpCase c) {
        Map<Integer, float[]> three = c.run(OPENED.get(name).threaded());
        c.run(OPENED.get(name).single())
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
        Filters filters = new Filters(
                Map.of("w", new Filters.Filter(List.of(3, 3, 17, 17), gaussians(random, 9 * 17 * 17))));
        Step.Convolution inPlace = new Step.Convolution(List.of(0), Window.DECONV, "w",
                new Epilogue(null, null, 1, false), 2);
        Step.Convolution apart = new Step.Convolution(List.of(0), Window.DECONV, "w",
                new Epilogue(null, null, 1, false), 3);
        float[][] results = new float[2][];
        for (Step.Convolution step : List.of(inPlace, apart)) {
            Program program = new Program(maps, List.of(step), List.of(0, 1), List.of(step.output()));
            try (Executable executable = OPENED.get(name).threaded().prepare(program, filters)) {
                executable.write(0, x);
                executable.write(1, s);
                executable.run(StepListener.NONE);
                results[step.output() - 2] = executable.read(step.output());
            }
        }
        assertArrayEquals(bits(results[1]), bits(results[0]));
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
