package org.derain4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviationTest {

    @Test
    void largestDistanceItsPlaceAndRootMeanSquare() {
        assertEquals(new Deviation(4, 2, Math.sqrt((9 + 0 + 16 + 16) / 4.0)),
                Deviation.between(new float[]{1, 2, 3, 4}, new double[]{4, 2, -1, 0}));
    }

    @Test
    void equalValuesAreAtDistanceZero() {
        assertEquals(new Deviation(0, 0, 0), Deviation.between(new float[]{5}, new double[]{5}));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsInfinitelyFar(float value) {
        Deviation deviation = Deviation.between(new float[]{100, value}, new double[]{0, value});
        assertEquals(new Deviation(Double.POSITIVE_INFINITY, 1, Double.POSITIVE_INFINITY), deviation);
    }

    @Test
    void aResultOfAnotherLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Deviation.between(new float[2], new double[3]));
    }
}
