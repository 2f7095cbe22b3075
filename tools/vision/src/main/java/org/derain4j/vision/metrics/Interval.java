package org.derain4j.vision.metrics;

import java.util.Arrays;

/**
 * A figure and between what it lies.
 *
 * @param value of all pictures
 * @param low   lower end of its interval
 * @param high  upper end
 */
public record Interval(double value, double low, double high) {

    /** What lies outside at each end. */
    private static final double TAIL = 0.025;

    /**
     * The interval that holds 95 % of the figures of drawn sets of pictures, moved by as much as their mean is off the figure. A mean of
     * pictures' values is not off, and what remains is the percentile interval; average precision is higher in drawn sets, in which
     * pictures are repeated, and with many classes the figure itself might lie below an interval that is not moved. It has no ends (NaN)
     * if more than 5 % of the sets have no figure, because so few of the pictures have what it is about.
     *
     * @param value     of all pictures
     * @param resampled of each drawn set; NaN where it has none
     */
    public static Interval of(double value, double[] resampled) {
        double[] sorted = Arrays.stream(resampled).filter(drawn -> !Double.isNaN(drawn)).sorted().toArray();
        if (Double.isNaN(value) || sorted.length == 0 || sorted.length < (1 - 2 * TAIL) * resampled.length) {
            return new Interval(value, Double.NaN, Double.NaN);
        }
        double off = Arrays.stream(sorted).average().orElseThrow() - value;
        return new Interval(value, quantile(sorted, TAIL) - off, quantile(sorted, 1 - TAIL) - off);
    }

    /** Whether it lies on one side of 0; of a difference: whether the pictures show which of the two is better. */
    public boolean apartFromZero() {
        return low > 0 || high < 0;
    }

    /** Between two values as a straight line, as NumPy's quantile is unless told otherwise. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
