package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

    /** NumPy 1.24, {@code numpy.pad(numpy.arange(size), (0, ...), mode="reflect")}; one alone is repeated. */
    @ParameterizedTest
    @CsvSource({"1, 0 0 0 0", "2, 0 1 0 1", "3, 0 1 2 1", "5, 0 1 2 3 4 3 2 1", "6, 0 1 2 3 4 5 4 3"})
    void extendsByReflectionThatDoesNotRepeatTheEdge(int size, String expected) {
        int padded = Padding.of(size, size).paddedWidth();
        assertEquals(expected, String.join(" ",
                IntStream.range(0, padded).mapToObj(i -> String.valueOf(Padding.reflect(i, size))).toList()));
    }

    @Test
    void padsDownAndToTheRightAndCropsBack() {
        Padding padding = Padding.of(2, 5);
        float[] picture = new float[2 * 5 * 3];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = i;
        }
        float[] padded = padding.pad(picture);
        assertEquals(4 * 8 * 3, padded.length);
        assertEquals(picture[(1 * 5 + 3) * 3 + 2], padded[(3 * 8 + 5) * 3 + 2]); // row 3 is row 1, column 5 is column 3
        assertArrayEquals(picture, padding.crop(padded));
    }

    @Test
    void multiplesOfFourAreLeftAlone() {
        Padding padding = Padding.of(4, 8);
        float[] picture = new float[4 * 8 * 3];
        assertTrue(padding.isNone());
        assertSame(picture, padding.pad(picture));
        assertSame(picture, padding.crop(picture));
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "4, 0", "-1, 4", "1, 2000000000", "60000, 60000"})
    void whatNoArrayHoldsIsRefused(int height, int width) {
        assertThrows(PictureException.class, () -> Padding.within(height, width, 64));
    }
}
