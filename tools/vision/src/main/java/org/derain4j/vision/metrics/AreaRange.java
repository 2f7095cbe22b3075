package org.derain4j.vision.metrics;

/** COCO's ranges of areas, in pixels; limits belong to both sides. */
public enum AreaRange {

    /** Every object. */
    ALL(0, 1e10, DetectionFigure.AP, DetectionFigure.AR100),
    /** As large as 32x32 at most. */
    SMALL(0, 32 * 32, DetectionFigure.AP_SMALL, DetectionFigure.AR_SMALL),
    /** Between the two. */
    MEDIUM(32 * 32, 96 * 96, DetectionFigure.AP_MEDIUM, DetectionFigure.AR_MEDIUM),
    /** As large as 96x96 at least. */
    LARGE(96 * 96, 1e10, DetectionFigure.AP_LARGE, DetectionFigure.AR_LARGE);

    private final double least;
    private final double most;
    final DetectionFigure precision;
    final DetectionFigure recall;

    AreaRange(double least, double most, DetectionFigure precision, DetectionFigure recall) {
        this.least = least;
        this.most = most;
        this.precision = precision;
        this.recall = recall;
    }

    /** The average precision of its objects alone. */
    public DetectionFigure precision() {
        return precision;
    }

    /** The range that an object is counted in, once: what is as large as a limit is medium. */
    public static AreaRange of(double area) {
        return area < MEDIUM.least ? SMALL : area <= MEDIUM.most ? MEDIUM : LARGE;
    }

    boolean has(double area) {
        return area >= least && area <= most;
    }
}
