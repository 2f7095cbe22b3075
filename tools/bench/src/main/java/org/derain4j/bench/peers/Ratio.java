package org.derain4j.bench.peers;

import java.util.Arrays;
import java.util.Collection;

/**
 * A ratio over the forks.
 *
 * @param median of the forks' ratios
 * @param least  the smallest
 * @param most   the largest
 */
record Ratio(double median, double least, double most) {

    static Ratio of(Collection<Double> forks) {
        double[] sorted = forks.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Ratio(median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
