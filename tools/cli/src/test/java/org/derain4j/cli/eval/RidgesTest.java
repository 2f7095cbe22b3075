package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RidgesTest {

    private static final int SIZE = 48;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void linesAreFoundAndToldBrightFromDark(int width) {
        Ridges bright = Ridges.of(plane((x, _) -> x >= 20 && x < 20 + width ? 90 : 40));
        assertTrue(bright.bright() > 50.0 / SIZE, bright.toString());
        assertEquals(0, bright.dark(), 1e-9);
        Ridges dark = Ridges.of(plane((x, _) -> x >= 20 && x < 20 + width ? 40 : 90));
        assertEquals(bright.bright(), dark.dark(), 1e-9);
        assertEquals(0, dark.bright(), 1e-9);
    }

    @Test
    void neitherEdgesNorHorizontalLinesAreRidges() {
        Ridges edge = Ridges.of(plane((x, _) -> x < 20 ? 40 : 90));
        assertEquals(0, edge.both(), 1e-9);
        Plane line = plane((_, y) -> y == 20 ? 90 : 40);
        assertEquals(0, Ridges.of(line).both(), 1e-9);
        assertTrue(Ridges.of(line.transposed()).bright() > 1);
    }

    @Test
    void slantingLinesCountUpTo35Degrees() {
        double steep = Ridges.of(slanting(30)).bright();
        assertEquals(Ridges.of(slanting(0)).bright(), steep, 0.3 * steep);
        assertEquals(Ridges.of(slanting(-30)).bright(), steep, 0.3 * steep);
        assertTrue(Ridges.of(slanting(60)).bright() < 0.5 * steep);
    }

    private static Plane slanting(int degrees) {
        double slope = Math.tan(Math.toRadians(degrees));
        return plane((x, y) -> Math.abs(x - 24 - (y - 24) * slope) * Math.cos(Math.toRadians(degrees)) < 1 ? 90 : 40);
    }

    private static Plane plane(IntBinaryOperator level) {
        double[] values = new double[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = level.applyAsInt(i % SIZE, i / SIZE);
        }
        return new Plane(SIZE, SIZE, values);
    }
}
