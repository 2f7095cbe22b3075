package org.derain4j.kernels.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTest {

    static List<PlainWindow> windows() {
        return PlainWindow.all();
    }

    @ParameterizedTest
    @MethodSource("windows")
    void sizesAndPaddingAreThoseOfTheDefinition(PlainWindow plain) {
        Window window = plain.window();
        assertEquals(plain.small(), window.smallerSide(plain.large()));
        assertEquals(plain.padBefore(), window.padBefore(plain.kernel(), plain.large()));
        assertEquals(plain.large(), window.larger(plain.input(), plain.output()));
        assertEquals(plain.small(), window.smaller(plain.input(), plain.output()));
    }

    /** As TensorFlow says it of 3 taps at stride 2: (0, 1) on even sizes, (1, 1) on odd ones. */
    @Test
    void atStride2TheParityOfTheLargerMapDecides() {
        for (int size = 1; size <= 9; size++) {
            assertEquals(size % 2, Window.CONV_STRIDE2.padBefore(3, size), "size " + size);
            assertEquals(size % 2, Window.TRANSPOSED_STRIDE2.padBefore(3, size), "size " + size);
            assertEquals(1, Window.CONV.padBefore(3, size), "size " + size);
            assertEquals(1, Window.TRANSPOSED.padBefore(3, size), "size " + size);
        }
    }
}
