package org.derain4j.vision.metrics;

/** COCO's ranges of areas, in pixels; limits belong to both sides. */
enum AreaRange {

    ALL(0, 1e10, DetectionFigure.AP, DetectionFigure.AR100), SMALL(0, 32 * 32, DetectionFigure.AP_SMALL,
            DetectionFigure.AR_SMALL), MEDIUM(32 * 32, 96 * 96, DetectionFigure.AP_MEDIUM,
                    DetectionFigure.AR_MEDIUM), LARGE(96 * 96, 1e10, DetectionFigure.AP_LARGE,
                            DetectionFigure.AR_LARGE);

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

    boolean has(double area) {
        return area >= least && area <= most;
    }
}
