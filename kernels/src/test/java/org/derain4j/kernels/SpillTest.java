package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.cpu.VectorWidth;
import org.derain4j.kernels.program.BandSchedule;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An attention whose maps are spilled gives the bits of one over whole maps, on every backend and width: its features by a convolution
 * that gathers their sums, or given, and any number of rows in memory.
 */
class SpillTest {

    private static final int CHANNELS = 12;
    private static final int REDUCED = 3;
    private static final Step.Dense SQUEEZE = new Step.Dense("w1", "b1", "a1");
    private static final Step.Dense EXCITE = new Step.Dense("w2", "b2", null);
    private static final Step CONV = new Step.Convolution(List.of(0), Window.CONV, "w", Epilogue.NONE, 1);

    private final Random random = new Random(11);
    private final Parameters parameters = new Parameters(Map.of("w", parameter(3, 3, CHANNELS, CHANNELS), "w1",
            parameter(1, 1, CHANNELS, REDUCED), "b1", parameter(REDUCED), "a1", parameter(REDUCED), "w2",
            parameter(1, 1, REDUCED, CHANNELS), "b2", parameter(CHANNELS)));

    private Parameters.Parameter parameter(Integer... shape) {
        float[] values = new float[Stream.of(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(-0.5f, 0.5f);
        }
        return new Parameters.Parameter(List.of(shape), values);
    }

    static List<String> names() {
        return VectorWidth.requestedBits() != 0
                ? List.of(Backends.VECTOR)
                : List.of(Backends.PORTABLE, Backends.REFERENCE);
    }

    /** Some cases have more threads than a small machine has processors. */
    @BeforeAll
    static void manyProcessors() {
        System.setProperty("derain4j.processors", "16");
    }

    static Stream<Arguments> cases() {
        return names().stream().flatMap(name -> Stream.of(1, 3).flatMap(threads -> Stream.of(true, false)
                .map(convolved -> Arguments.of(name, threads, convolved))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAttentionThatIsSpilledGivesTheSameBits(String name, int threads, boolean convolved) {
        for (int height : new int[]{1, 5, 16, 83}) {
            Shape shape = new Shape(height, 22, CHANNELS);
            try (Backend backend = Backends.open(name, threads, false)) {
                assertTrue(backend.describe().contains(threads + " thread"), backend.describe());
                float[] expected = run(backend, whole(shape, convolved), 0, 2);
                for (int resident : new int[]{0, Math.min(3, height), height}) {
                    Program program = spilled(shape, convolved, resident);
                    assertEquals(resident < height, program.needsScratch());
                    assertArrayEquals(expected, run(backend, program, 0, 6), 0, height + " rows, " + resident
                            + " of them in memory");
                }
            }
        }
    }

    /** A wave may only put rows away that have been fetched: here both go through one place. */
    @ParameterizedTest
    @MethodSource("names")
    void whatIsPutAwayMayTakeThePlaceOfWhatIsFetched(String name) {
        Shape shape = new Shape(61, 22, CHANNELS);
        Step.Bands bands = new Step.Bands(List.of(new Step.Fetch(0, 1),
                new Step.Convolution(List.of(1), Window.CONV, "w", Epilogue.NONE, 2), new Step.Spill(2, 3)), List.of(3),
                8);
        List<FeatureMap> maps = maps(shape, List.of(bands), Map.of(0, 0, 3, 0), Map.of(0, 7, 3, 7));
        Program program = new Program(maps, List.of(bands), List.of(0), List.of(3));
        List<FeatureMap> apart = List.of(new FeatureMap("x", shape, 0), new FeatureMap("f", shape, 1));
        try (Backend backend = Backends.open(name, 2, false)) {
            float[] expected = run(backend, new Program(apart, List.of(CONV), List.of(0), List.of(1)), 0, 1);
            assertArrayEquals(expected, run(backend, program, 0, 3));
        }
    }

    @Test
    void spilledMapsAreForFetchAndSpillAlone() {
        Shape shape = new Shape(40, 22, CHANNELS);
        FeatureMap stored = new FeatureMap("stored", shape, 0, 0, true);
        FeatureMap whole = new FeatureMap("whole", shape, 1);
        FeatureMap held = new FeatureMap("held", shape, 2, 32);
        FeatureMap other = new FeatureMap("other", shape, 3, 0, true);
        FeatureMap part = new FeatureMap("part", shape, 0, 3, true);
        Step add = new Step.Add(0, 0, false, 1);
        assertRefused("spilled maps are only for", List.of(stored, whole), add);
        assertRefused("spilled maps are only for", List.of(whole, held, other), bands(0, 1, 2));
        assertRefused("only goes in bands", List.of(stored, whole), new Step.Fetch(0, 1));
        assertRefused("share a slot", List.of(stored, held, part), bands(0, 1, 2));
        assertRefused("are needed by", List.of(stored, new FeatureMap("held", shape, 2, 8), other), bands(0, 1, 2));
        assertEquals(4L * 40 * 22 * CHANNELS,
                new Program(List.of(whole), List.of(), List.of(0), List.of(0)).slotBytes());
        Program right = new Program(List.of(stored, held, other), List.of(bands(0, 1, 2)), List.of(0), List.of(2));
        assertEquals(4L * 32 * 22 * CHANNELS, right.slotBytes());
        assertTrue(right.needsScratch());
    }

    private static Step.Bands bands(int from, int held, int to) {
        return new Step.Bands(List.of(new Step.Fetch(from, held), new Step.Spill(held, to)), List.of(to), 8);
    }

    private static void assertRefused(String reason, List<FeatureMap> maps, Step step) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> new Program(maps, List.of(step), List.of(0), List.of())).getMessage();
        assertTrue(message.contains(reason), message);
    }

    /** x, f, result. */
    private Program whole(Shape shape, boolean convolved) {
        List<FeatureMap> maps = IntStream.range(0, 3).mapToObj(i -> new FeatureMap("map" + i, shape, i)).toList();
        Step attention = new Step.ChannelAttention(convolved ? 1 : 0, SQUEEZE, EXCITE, 0, 2);
        return new Program(maps, convolved ? List.of(CONV, attention) : List.of(attention), List.of(0), List.of(2));
    }

    /** x spilled, x between the steps, f between the steps, f spilled, the gate; then x, f, result and spilled result. */
    private Program spilled(Shape shape, boolean convolved, int resident) {
        List<Step.ByRows> first = new ArrayList<>(List.of(new Step.Fetch(0, 1)));
        if (convolved) {
            first.add(new Step.Convolution(List.of(1), Window.CONV, "w", Epilogue.NONE, 2));
            first.add(new Step.Spill(2, 3));
        }
        int features = convolved ? 2 : 1;
        first.add(new Step.ChannelGate(features, SQUEEZE, EXCITE, 4));
        Step.Bands before = new Step.Bands(first, convolved ? List.of(3, 4) : List.of(4), 8);
        Step.Bands after = new Step.Bands(List.of(new Step.Fetch(0, 5), new Step.Fetch(convolved ? 3 : 0, 7),
                new Step.ChannelScale(7, 4, 5, 8), new Step.Spill(8, 6)), List.of(6), 8);
        List<Step> steps = List.of(before, after);
        Map<Integer, Integer> rows = Map.of(0, resident, 3, resident, 6, resident);
        return new Program(maps(shape, steps, Map.of(0, 0, 3, 3, 6, 6), rows), steps, List.of(0), List.of(6));
    }

    /** Nine maps, or as many as the steps name, each in a slot of its own unless told; those with rows are spilled. */
    private static List<FeatureMap> maps(Shape shape, List<Step> steps, Map<Integer, Integer> slots,
            Map<Integer, Integer> spilled) {
        int count = 9;
        List<Shape> shapes = IntStream.range(0, count)
                .mapToObj(map -> map == 4 ? new Shape(1, 1, CHANNELS) : shape).toList();
        Map<Integer, Integer> rows = new HashMap<>(spilled);
        for (Step step : steps) {
            BandSchedule schedule = BandSchedule.of((Step.Bands) step, shapes);
            ((Step.Bands) step).transients().forEach(map -> rows.put(map, schedule.rowsHeld(map)));
        }
        return IntStream.range(0, count).mapToObj(map -> new FeatureMap("map" + map, shapes.get(map),
                slots.getOrDefault(map, map), rows.getOrDefault(map, shapes.get(map).height()),
                spilled.containsKey(map))).toList();
    }

    private float[] run(Backend backend, Program program, int input, int output) {
        float[] values = new float[(int) program.shapes().get(input).floats()];
        Random noise = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = noise.nextFloat(-1, 1);
        }
        try (Executable executable = backend.prepare(program, parameters)) {
            executable.write(input, values);
            executable.run(StepListener.NONE);
            return executable.read(output);
        }
    }
}
