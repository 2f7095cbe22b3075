package org.derain4j.rain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TonesTest {

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void everySampleIsTheNearestToItsLight(int bits) {
        Tones tones = Tones.of(bits);
        for (int sample = 0; sample <= tones.top; sample++) {
            assertEquals(sample, tones.sample(tones.light(sample)));
            assertEquals(sample, tones.sample(Tones.linear((sample + 0.49) / tones.top)));
            assertEquals(sample, tones.sample(Tones.linear((sample - 0.49) / tones.top)));
        }
        assertEquals(0, tones.sample(-1));
        assertEquals(tones.top, tones.sample(7));
    }

    /** A table with lines between, in place of powers. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-7, 0.001, 0.0031, 0.0032, 0.04, 0.041, 0.2, 0.5, 0.77, 0.9999, 1})
    void curvesAreWithinAMillionth(double x) {
        assertEquals(Tones.linear(x), Curve.linear(x), 1e-6);
        assertEquals(Tones.pixel(x), Curve.pixel(x), 1e-6);
    }
}
