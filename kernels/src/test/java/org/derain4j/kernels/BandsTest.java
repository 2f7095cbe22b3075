package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bands change nothing but memory and time: the same bits on every backend, with any number of threads. */
class BandsTest {

    private static final Shape SHAPE = new Shape(40, 4, 2);

    /** Some cases have more threads than a small machine has processors. */
    @BeforeAll
    static void manyProcessors() {
        System.setProperty("derain4j.processors", "16");
    }

    @ParameterizedTest
    @CsvSource({"vector, 1, false", "vector, 2, true", "vector, 3, false", "vector, 16, false", "reference, 2, false"})
    void givesTheSameBitsAsWholeMaps(String name, int threads, boolean exact) {
        try (Backend backend = Backends.open(name, threads, exact)) {
            assertTrue(backend.describe().contains(threads + " thread"), backend.describe());
            for (BandChain chain : BandChain.all()) {
                Map<Integer, float[]> expected = chain.run(chain.whole(), backend);
                chain.run(chain.banded(), backend)
                        .forEach((map, values) -> assertArrayEquals(expected.get(map), values, 0, chain.toString()));
            }
        }
    }

    @Test
    void neverTakesMoreMemoryAndForHighMapsLess() {
        for (BandChain chain : BandChain.all()) {
            long whole = chain.whole().slotBytes();
            long banded = chain.banded().slotBytes();
            // a map between two steps is held for up to four bands and what a reader sees beyond
            boolean high = chain.shapes().getLast().height() >= Math.max(64, 5 * chain.bands().bandRows());
            assertTrue(high ? banded < whole : banded <= whole, chain + ": " + banded + " of " + whole);
        }
    }

    @Test
    void stepsInBandsAreToldOfOneByOne() {
        Program program = BandChain.all().getLast().banded();
        List<Integer> told = new ArrayList<>();
        try (Backend backend = Backends.open(Backends.REFERENCE, 1, false);
                Executable executable = backend.prepare(program, BandChain.all().getLast().weights())) {
            executable.run((done, total) -> {
                assertEquals(5, total);
                told.add(done);
            });
        }
        assertEquals(List.of(1, 2, 3, 4, 5), told);
    }

    @Test
    void aMapHeldInPartCannotBeWrittenOrRead() {
        BandChain chain = BandChain.all().getLast();
        Program program = chain.banded();
        int held = ((Step.Bands) program.steps().getFirst()).transients().getFirst();
        try (Backend backend = Backends.open(Backends.REFERENCE, 1, false);
                Executable executable = backend.prepare(program, chain.weights())) {
            assertThrows(IllegalArgumentException.class, () -> executable.read(held));
            assertThrows(IllegalArgumentException.class,
                    () -> executable.write(held, new float[(int) program.shapes().get(held).floats()]));
        }
    }

    @Test
    void onlyBetweenTheStepsOfBandsIsAMapHeldInPart() {
        assertRefused("read or written by", maps(0, 1, 2, 8), conv(0, 2), conv(1, 3));
        FeatureMap input = new FeatureMap("x", SHAPE, 0, 8);
        assertThrows(IllegalArgumentException.class,
                () -> new Program(List.of(input), List.of(), List.of(0), List.of()));
    }

    @Test
    void tooFewRowsAreRefused() {
        assertRefused("are needed by", maps(0, 1, 2, 8), bands(List.of(3), conv(0, 2), conv(2, 3)));
    }

    @Test
    void aMapBetweenTheStepsIsNotThereAfterwards() {
        assertRefused("is not in its slot", maps(0, 1, 2, 40), bands(List.of(3), conv(0, 2), conv(2, 3)), conv(2, 1));
    }

    @Test
    void aMapBetweenTheStepsIsNoPlaceForAnInputOrAResult() {
        assertRefused("over its own input", maps(0, 1, 0, 40), bands(List.of(3), conv(0, 2), conv(2, 3)));
        assertRefused("share a slot", maps(0, 1, 3, 40), bands(List.of(3), conv(0, 2), conv(2, 3)));
    }

    /** The last step may write over what it adds to, if no step before it still wants that map. */
    @Test
    void aResultMayTakeTheAddendsPlaceIfOnlyTheLastStepReadsIt() {
        Step.Bands adding = bands(List.of(3), conv(0, 2), new Step.Add(2, 1, false, 3));
        Step.Bands readBefore = bands(List.of(3), conv(1, 2), new Step.Add(2, 1, false, 3));
        Step.Bands addedBefore = bands(List.of(3), new Step.Add(0, 1, false, 2), conv(2, 3));
        assertEquals(List.of(1), adding.replaceable());
        assertEquals(List.of(), readBefore.replaceable());
        assertEquals(List.of(), addedBefore.replaceable());
        Step.Bands keeping = bands(List.of(2, 3), conv(0, 2), new Step.Add(2, 1, false, 3));
        assertEquals(List.of(), keeping.replaceable());
    }

    @Test
    void stepsThatDoNotBelongTogetherAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> bands(List.of(3), conv(0, 2), conv(1, 3)));
        assertThrows(IllegalArgumentException.class, () -> bands(List.of(3), conv(0, 3)));
        assertThrows(IllegalArgumentException.class, () -> bands(List.of(2), conv(0, 2), conv(2, 3)));
        assertThrows(IllegalArgumentException.class,
                () -> new Step.Bands(List.of(conv(0, 2), conv(2, 3)), List.of(3), 6));
        assertRefused("is not written yet", maps(0, 1, 2, 40),
                bands(List.of(3), new Step.Add(0, 3, false, 2), conv(2, 3)));
    }

    private static Step.Convolution conv(int from, int to) {
        return new Step.Convolution(List.of(from), Window.CONV, "w", Epilogue.NONE, to);
    }

    private static Step.Bands bands(List<Integer> results, Step.ByRows... steps) {
        return new Step.Bands(List.of(steps), results, 4);
    }

    /** Maps 0 and 1 are inputs, map 2 has the slot and the rows given, map 3 has slot 3. */
    private static List<FeatureMap> maps(int zero, int one, int two, int rows) {
        return List.of(new FeatureMap("zero", SHAPE, zero), new FeatureMap("one", SHAPE, one),
                new FeatureMap("two", SHAPE, two, rows), new FeatureMap("three", SHAPE, 3));
    }

    private static void assertRefused(String words, List<FeatureMap> maps, Step... steps) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> new Program(maps, List.of(steps), List.of(0, 1), List.of(3))).getMessage();
        assertTrue(message.contains(words), message);
    }
}
