package org.derain4j.vision.metrics;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What detections of a set of pictures are worth.
 *
 * @param pictures how many there are
 * @param atScore  the score that counts, precision, recall, F1 and mean IoU are told at
 * @param counts   boxes of all classes
 * @param figures  of all classes
 * @param byClass  of the classes that are in the truth or were found
 */
public record DetectionResult(int pictures, double atScore, Counts counts, Map<DetectionFigure, Double> figures,
        List<OfClass> byClass) {

    /**
     * One class.
     *
     * @param classIndex which
     * @param counts     its boxes
     * @param figures    its figures
     */
    public record OfClass(int classIndex, Counts counts, Map<DetectionFigure, Double> figures) {}

    static DetectionResult of(DetectionMetrics metrics) {
        List<OfClass> byClass = IntStream.range(0, metrics.classes())
                .mapToObj(k -> new OfClass(k, metrics.counts(k), metrics.figures(k)))
                .filter(one -> one.counts.right() + one.counts.wrong() + one.counts.missed() > 0).toList();
        return new DetectionResult(metrics.pictures(), metrics.atScore(), metrics.counts(), metrics.figures(), byClass);
    }
}
