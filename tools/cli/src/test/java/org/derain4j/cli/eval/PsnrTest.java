package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PsnrTest {

    @Test
    void aDistanceOfThePeakIsZero() {
        assertEquals(0, psnr(new double[]{255, 255}, new double[]{0, 0}));
    }

    @Test
    void everyTenthOfTheDistanceIsTwentyDecibelsMore() {
        assertEquals(20, psnr(new double[]{100, 100, 100}, new double[]{125.5, 74.5, 125.5}), 1e-12);
    }

    @Test
    void theErrorIsTheMeanOverAllPixels() {
        // Squares 4, 0, 0, 16: mean 5, and 10 log10(65025 / 5) = 41.1411
        assertEquals(41.1411, psnr(new double[]{10, 20, 30, 40}, new double[]{12, 20, 30, 36}), 5e-5);
    }

    @Test
    void planesCountTogether() {
        // Squares 9, 0 and 0, 0 and 0, 9: mean 3, not the mean of three PSNRs
        assertEquals(10 * Math.log10(65025 / 3.0),
                Psnr.of(List.of(new double[]{3, 0}, new double[2], new double[]{0, 3}),
                        List.of(new double[2], new double[2], new double[2])),
                1e-12);
    }

    @Test
    void equalPlanesAreInfinitelyNear() {
        assertEquals(Double.POSITIVE_INFINITY, psnr(new double[]{1, 2}, new double[]{1, 2}));
    }

    private static double psnr(double[] plane, double[] truth) {
        return Psnr.of(List.of(plane), List.of(truth));
    }
}
