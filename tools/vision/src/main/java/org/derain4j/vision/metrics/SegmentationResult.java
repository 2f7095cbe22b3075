package org.derain4j.vision.metrics;

import java.util.List;
import java.util.Map;

/**
 * What masks of a set of pictures are worth.
 *
 * @param pictures  how many there are
 * @param figures   of all classes
 * @param byClass   of the classes that count in means
 * @param confusion of each class of the truth, how many pixels are taken for each, and, last, for none
 */
public record SegmentationResult(int pictures, Map<SegmentationFigure, Double> figures, List<OfClass> byClass,
        List<List<Long>> confusion) {

    /**
     * One class.
     *
     * @param classIndex which
     * @param iou        intersection over union
     * @param accuracy   how much of it is found
     */
    public record OfClass(int classIndex, double iou, double accuracy) {}
}
