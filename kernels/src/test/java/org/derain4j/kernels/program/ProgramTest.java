package org.derain4j.kernels.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.junit.jupiter.api.Test;

/** A program that would read what is not there cannot be made; parameters that do not fit are named. */
class ProgramTest {

    private static final Shape SHAPE = new Shape(4, 4, 2);

    @Test
    void readingWhatWasNeverWrittenIsRefused() {
        assertRefused("is not in its slot", maps(0, 1), new Step.Pointwise(1, Step.Function.TANH, 0));
    }

    @Test
    void readingWhatWasOverwrittenIsRefused() {
        assertRefused("is not in its slot", maps(0, 1, 0), new Step.Pointwise(0, Step.Function.TANH, 1),
                new Step.Pointwise(1, Step.Function.TANH, 2), new Step.Pointwise(0, Step.Function.TANH, 1));
    }

    @Test
    void aConvolutionOverItsOwnInputIsRefused() {
        assertRefused("over its own input", maps(0, 0),
                new Step.Convolution(List.of(0), Window.CONV, "w", Epilogue.NONE, 1));
    }

    @Test
    void slotsAreAsLargeAsTheirLargestMap() {
        List<FeatureMap> maps = List.of(new FeatureMap("a", SHAPE, 0), new FeatureMap("b", new Shape(2, 2, 2), 0));
        Program program = new Program(maps, List.of(), List.of(0), List.of(0));
        assertEquals(32 * 4, program.slotBytes());
    }

    @Test
    void filtersThatDoNotFitAreNamedWithTheirStep() {
        Program program = new Program(maps(0, 1),
                List.of(new Step.Convolution(List.of(0), Window.CONV, "w", Epilogue.NONE, 1)), List.of(0), List.of(1));
        Parameters wrong = new Parameters(
                Map.of("w", new Parameters.Parameter(List.of(3, 3, 64, 2), new float[9 * 64 * 2])));
        try (Backend backend = Backends.open(Backends.REFERENCE, 1, false)) {
            String message = assertThrows(IllegalArgumentException.class, () -> backend.prepare(program, wrong))
                    .getMessage();
            assertTrue(message.contains("the input has 2 channels, the filter expects 64"), message);
            String missing = assertThrows(IllegalArgumentException.class,
                    () -> backend.prepare(program, new Parameters(Map.of()))).getMessage();
            assertTrue(missing.contains("`w`"), missing);
        }
    }

    private static List<FeatureMap> maps(int... slots) {
        return java.util.Arrays.stream(slots).mapToObj(slot -> new FeatureMap("map", SHAPE, slot)).toList();
    }

    private static void assertRefused(String words, List<FeatureMap> maps, Step... steps) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> new Program(maps, List.of(steps), List.of(0), List.of())).getMessage();
        assertTrue(message.contains(words), message);
    }
}
