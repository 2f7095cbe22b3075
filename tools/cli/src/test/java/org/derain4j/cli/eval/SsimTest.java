package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsimTest {

    private static final double C1 = 6.5025;
    private static final double C2 = 58.5225;

    @Test
    void equalPicturesHaveOne() {
        double[] picture = plane(13, 17, (y, x) -> y * x % 256);
        assertEquals(1, Ssim.of(picture, picture, 13, 17), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "0, 255", "100, 120", "16, 235"})
    void constantPicturesHaveTheirLuminanceTerm(int a, int b) {
        double expected = (2.0 * a * b + C1) / ((double) a * a + (double) b * b + C1);
        assertEquals(expected, Ssim.of(plane(12, 15, (_, _) -> a), plane(12, 15, (_, _) -> b), 12, 15), 1e-9);
    }

    /** The expected numbers come from NumPy: each window's weighted moments taken straight from their definition. */
    @Test
    void oneWindow() {
        double[] a = plane(11, 11, (y, x) -> pattern(3, y, x));
        double[] b = plane(11, 11, (y, x) -> pattern(5, y, x));
        assertEquals(0.19393529544154464, Ssim.of(a, b, 11, 11), 1e-10);
    }

    @Test
    void manyWindows() {
        double[] a = plane(14, 17, (y, x) -> pattern(3, y, x));
        double[] b = plane(14, 17, (y, x) -> (pattern(3, y, x) * 3 + pattern(5, y, x)) / 4);
        assertEquals(0.9131655894021147, Ssim.of(a, b, 14, 17), 1e-10);
    }

    @ParameterizedTest
    @CsvSource({"11, 30", "30, 11", "20, 23"})
    void agreesWithTheDefinitionTakenWindowByWindow(int height, int width) {
        double[] a = plane(height, width, (y, x) -> pattern(2, y, x));
        double[] b = plane(height, width, (y, x) -> (pattern(2, x, y) + 5 * x) % 256);
        assertEquals(plain(a, b, height, width), Ssim.of(a, b, height, width), 1e-10);
    }

    private static int pattern(int s, int y, int x) {
        return (s * x * x + 7 * y * x + 13 * y) % 256;
    }

    private static double[] plane(int height, int width, IntBinaryOperator value) {
        double[] plane = new double[height * width];
        Arrays.setAll(plane, i -> value.applyAsInt(i / width, i % width));
        return plane;
    }

    private static double plain(double[] a, double[] b, int height, int width) {
        double sum = 0;
        for (int y = 5; y < height - 5; y++) {
            for (int x = 5; x < width - 5; x++) {
                sum += window(a, b, width, y, x);
            }
        }
        return sum / ((height - 10) * (width - 10));
    }

    private static double window(double[] a, double[] b, int width, int y, int x) {
        double weights = 0;
        double meanA = 0;
        double meanB = 0;
        for (int dy = -5; dy <= 5; dy++) {
            for (int dx = -5; dx <= 5; dx++) {
                double weight = Math.exp(-(dx * dx + dy * dy) / 4.5);
                weights += weight;
                meanA += weight * a[(y + dy) * width + x + dx];
                meanB += weight * b[(y + dy) * width + x + dx];
            }
        }
        meanA /= weights;
        meanB /= weights;
        double varianceA = 0;
        double varianceB = 0;
        double covariance = 0;
        for (int dy = -5; dy <= 5; dy++) {
            for (int dx = -5; dx <= 5; dx++) {
                double weight = Math.exp(-(dx * dx + dy * dy) / 4.5) / weights;
                double da = a[(y + dy) * width + x + dx] - meanA;
                double db = b[(y + dy) * width + x + dx] - meanB;
                varianceA += weight * da * da;
                varianceB += weight * db * db;
                covariance += weight * da * db;
            }
        }
        return (2 * meanA * meanB + C1) * (2 * covariance + C2)
                / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
    }
}
