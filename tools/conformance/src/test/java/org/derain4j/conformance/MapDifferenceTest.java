package org.derain4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MapDifferenceTest {

    @Test
    void distancesAreSharesOfTheLargestMagnitude() {
        assertEquals(0.25, relative(new double[]{1, -8, 2}, 2));
    }

    @Test
    void aMapOfZerosAllowsNoDistance() {
        assertEquals(0, relative(new double[3], 0));
        assertEquals(Double.POSITIVE_INFINITY, relative(new double[3], 1e-30));
    }

    @Test
    void infiniteMagnitudeDoesNotExcuseInfiniteDistance() {
        assertEquals(Double.POSITIVE_INFINITY,
                relative(new double[]{0, Double.POSITIVE_INFINITY, 0}, Double.POSITIVE_INFINITY));
    }

    private static double relative(double[] expected, double distance) {
        return MapDifference.of(new ReferenceMap("m", 1, 3, 1, expected), new Deviation(distance, 0, 0)).relative();
    }
}
