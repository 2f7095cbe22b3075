package org.derain4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ByteDifferenceTest {

    @Test
    void countsBytesAndFindsTheLargestStep() {
        ByteDifference difference = ByteDifference.between(new int[]{0, 10, 255, 7}, new int[]{0, 11, 252, 7});
        assertEquals(new ByteDifference(4, 2, 3), difference);
        assertEquals(0.5, difference.share());
    }
}
