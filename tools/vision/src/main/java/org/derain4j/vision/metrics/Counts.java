package org.derain4j.vision.metrics;

/**
 * Detections from a stated score on, at IoU 0.5.
 *
 * @param right  detections that found what is there
 * @param wrong  detections of what is not there, or is found already
 * @param missed objects that were not found
 * @param iou    sum of the intersections over union of those that are right
 */
public record Counts(long right, long wrong, long missed, double iou) {

    /** Of nothing. */
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    /** Both, the second as often as said. */
    public Counts plus(Counts other, int times) {
        return new Counts(right + times * other.right, wrong + times * other.wrong, missed + times * other.missed,
                iou + times * other.iou);
    }

    /** How much of what is found is right; NaN where nothing is found. */
    public double precision() {
        return Metrics.share(right, right + wrong);
    }

    /** How much of what there is is found; NaN where there is nothing. */
    public double recall() {
        return Metrics.share(right, right + missed);
    }

    /** Harmonic mean of both; NaN where nothing is and nothing is found. */
    public double f1() {
        return Metrics.share(2.0 * right, 2.0 * right + wrong + missed);
    }

    /** Mean intersection over union of those that are right; NaN where none is. */
    public double meanIou() {
        return Metrics.share(iou, right);
    }
}
