package org.derain4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    void aRowIsExtendedInPlace() {
        float[] row = new float[3 * 10];
        for (int i = 0; i < row.length; i++) {
            row[i] = i;
        }
        float[] expected = row.clone();
        for (int c = 3; c < 6; c++) {
            expected[3 * 5 + c] = expected[3 * 3 + c]; // columns 5, 6, 7 of the picture, one after the array's beginning,
            expected[3 * 6 + c] = expected[3 * 2 + c]; // are 3, 2, 1
            expected[3 * 7 + c] = expected[3 * 1 + c];
        }
        Padding.of(2, 5).extend(row, 3);
        assertArrayEquals(expected, row);
        Padding.of(2, 8).extend(row, 3);
        assertArrayEquals(expected, row);
    }

    @ParameterizedTest
    @CsvSource({"1, 2000000000", "2000000000, 2", "2147483647, 1", "46341, 46341",
        "60000, 60000"})
    void whatNoPictureHoldsIsRefused(int height, int width) {
        PictureException e = assertThrows(PictureException.class, () -> Padding.within(height, width, 64));
        assertEquals(
                "a picture of " + width + " x " + height + " is beyond what can be held: up to 1048572 columns and "
                        + "2147483647 pixels; cut or scale it down",
                e.getMessage());
    }

    /** The network's maps are cut into arrays; no array holds a picture as floats. */
    @Test
    void whatAPictureHoldsIsNot() {
        assertEquals(46340, Padding.within(46340, 46340, 64).paddedWidth());
        assertEquals(500_000_000, Padding.within(500_000_000, 3, 64).paddedHeight());
    }
}
