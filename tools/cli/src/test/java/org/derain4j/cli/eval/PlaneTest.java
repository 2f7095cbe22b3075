package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PlaneTest {

    @Test
    void reductionTakesMeansOverAreas() {
        Plane small = new Plane(2, 3, new double[]{0, 6, 12, 30, 36, 42}).within(2);
        assertEquals(2, small.width());
        assertEquals(1, small.height());
        // Each new column is one and a half old ones, over both rows.
        assertArrayEquals(new double[]{(0 + 6 / 2.0 + 30 + 36 / 2.0) / 3, (6 / 2.0 + 12 + 36 / 2.0 + 42) / 3},
                small.values(), 1e-12);
    }

    @Test
    void whatIsSmallStays() {
        Plane plane = new Plane(2, 3, new double[6]);
        assertSame(plane, plane.within(3));
    }

    @Test
    void transposedTurnsRowsIntoColumns() {
        Plane turned = new Plane(2, 3, new double[]{1, 2, 3, 4, 5, 6}).transposed();
        assertEquals(3, turned.height());
        assertArrayEquals(new double[]{1, 4, 2, 5, 3, 6}, turned.values());
    }
}
