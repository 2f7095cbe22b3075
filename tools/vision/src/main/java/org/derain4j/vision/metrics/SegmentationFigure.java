package org.derain4j.vision.metrics;

/** What is told of masks, overall and, where a figure is one of a class, by class. */
public enum SegmentationFigure {

    /**
     * Of a class, intersection over union: pixels of it that are found, to pixels that are of it or taken for it. Overall the mean over
     * the classes that are in the truth or in the result of any picture (mIoU).
     */
    IOU("IoU"),
    /** Of a class, how much of it is found. Overall the mean over the classes that are in the truth (mPA). */
    ACCURACY("accuracy"),
    /** How many of all pixels are right, those of classes that do not count in means included. Overall only. */
    PIXEL_ACCURACY("pixel accuracy"),
    /** The mean of the classes' intersections over union, each as heavy as the class has pixels in the truth. Overall only. */
    WEIGHTED_IOU("frequency-weighted IoU");

    private final String title;

    SegmentationFigure(String title) {
        this.title = title;
    }

    /** As headings of tables have it. */
    public String title() {
        return title;
    }
}
