package org.derain4j.vision.metrics;

import java.util.List;
import org.derain4j.vision.labels.LabelledBox;
import org.derain4j.vision.models.Detection;

/**
 * What was found in one picture by the detections from a stated score on, at IoU 0.5.
 *
 * @param right   detections that found what is there
 * @param wrong   detections of what is not there, or is found already
 * @param neither detections of crowds and of what need not be found: they do not count
 * @param missed  objects that were not found
 */
public record PictureMatches(List<Match> right, List<Detection> wrong, List<Match> neither, List<LabelledBox> missed) {

    /**
     * A detection and what it found.
     *
     * @param detection it
     * @param truth     what it found
     * @param iou       intersection over union; of a crowd, the share of the detection that is in it
     */
    public record Match(Detection detection, LabelledBox truth, double iou) {}

    /** The same as numbers. */
    public Counts counts() {
        return new Counts(right.size(), wrong.size(), missed.size(), right.stream().mapToDouble(Match::iou).sum());
    }
}
