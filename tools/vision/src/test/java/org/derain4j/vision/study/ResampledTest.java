package org.derain4j.vision.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.derain4j.vision.metrics.Bootstrap;
import org.derain4j.vision.metrics.Interval;
import org.junit.jupiter.api.Test;

class ResampledTest {

    private static final Figure BEST = Figure.ofAll("best");
    private static final Figure PSNR = Figure.ofAll(Figure.PSNR);

    /** A best of pictures is higher than in drawn sets, so that its interval is moved upwards. */
    private static final Measure MEASURE = new Measure() {

        @Override
        public List<Figure> figures() {
            return List.of(BEST, PSNR);
        }

        @Override
        public double[] of(int[] weights) {
            double best = 0;
            for (int i = 0; i < weights.length; i++) {
                best = weights[i] > 0 ? Math.max(best, (i + 1.0) / weights.length) : best;
            }
            return new double[]{best, best};
        }
    };

    private static Resampled of(int pictures) {
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            return new Resampled(MEASURE, pictures, Bootstrap.weights(pictures, 200, 1), pool);
        }
    }

    @Test
    void theIntervalOfAShareEndsAtOne() {
        Interval best = of(4).of(BEST);
        assertEquals(1, best.value());
        assertEquals(1, best.high());
        assertTrue(best.low() > 0 && best.low() < 1, best.toString());
        assertTrue(of(4).of(PSNR).high() > 1, "decibels have no end");
    }

    @Test
    void onePictureTellsNothingOfOthers() {
        Interval one = of(1).of(BEST);
        assertEquals(1, one.value());
        assertTrue(Double.isNaN(one.low()) && Double.isNaN(one.high()), one.toString());
        assertTrue(Double.isNaN(of(1).above(of(1), BEST).low()));
    }
}
