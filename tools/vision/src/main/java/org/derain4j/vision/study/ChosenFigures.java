package org.derain4j.vision.study;

import java.util.List;
import org.derain4j.vision.metrics.Metrics;

/**
 * Some of the figures of metrics.
 *
 * @param metrics that know more
 * @param figures in their order
 * @param places  of these among the metrics' values
 */
record ChosenFigures(Metrics<?> metrics, List<Figure> figures, List<Integer> places) implements Measure {

    @Override
    public double[] of(int[] weights) {
        double[] values = metrics.values(weights);
        return places.stream().mapToDouble(place -> values[place]).toArray();
    }
}
