package org.derain4j.vision.metrics;

/**
 * What is told of detections. The first twelve are COCO's, of scores in their order; overall they are means over the classes that have
 * objects. The last four are told at a stated score and IoU 0.5; overall they count the boxes of all classes together (micro averages).
 */
public enum DetectionFigure {

    /** Mean of average precisions at IoU 0.50, 0.55 to 0.95. */
    AP("AP50:95"),
    /** Average precision at IoU 0.50. */
    AP50("AP50"),
    /** Average precision at IoU 0.75. */
    AP75("AP75"),
    /** {@link #AP} of objects below 32 x 32 pixels. */
    AP_SMALL("AP small"),
    /** {@link #AP} of objects of 32 x 32 to 96 x 96 pixels. */
    AP_MEDIUM("AP medium"),
    /** {@link #AP} of objects above 96 x 96 pixels. */
    AP_LARGE("AP large"),
    /** Recall with the surest detection of each picture and class, mean over IoU 0.50 to 0.95. */
    AR1("AR1"),
    /** Recall with the ten surest. */
    AR10("AR10"),
    /** Recall with the hundred surest. */
    AR100("AR100"),
    /** {@link #AR100} of small objects. */
    AR_SMALL("AR small"),
    /** {@link #AR100} of medium objects. */
    AR_MEDIUM("AR medium"),
    /** {@link #AR100} of large objects. */
    AR_LARGE("AR large"),
    /** How much of what is found is right. */
    PRECISION("precision"),
    /** How much of what there is is found. */
    RECALL("recall"),
    /** Harmonic mean of precision and recall. */
    F1("F1"),
    /** Mean intersection over union of the detections that are right with what they found. */
    MEAN_IOU("mean IoU");

    private final String title;

    DetectionFigure(String title) {
        this.title = title;
    }

    /** As headings of tables have it. */
    public String title() {
        return title;
    }
}
