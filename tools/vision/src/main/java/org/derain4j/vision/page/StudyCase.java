package org.derain4j.vision.page;

import java.util.Comparator;

/**
 * A picture in one rain, derained by one model.
 *
 * @param picture  its name
 * @param rain     its rain's name
 * @param model    the model's name
 * @param before   the page's figure of the rainy picture; NaN where there is none
 * @param after    the same of the derained one
 * @param rainy    the picture with rain
 * @param derained the picture after the model
 * @param clean    the picture that never had rain
 */
public record StudyCase(String picture, String rain, String model, double before, double after, Panel rainy,
        Panel derained, Panel clean) {

    /** The worst first; those that are alike by their names, so that a study has the same page each time. */
    static final Comparator<StudyCase> WORST_FIRST = Comparator.comparingDouble(StudyCase::gain)
            .thenComparing(StudyCase::picture).thenComparing(StudyCase::rain).thenComparing(StudyCase::model);

    /** What deraining has added to the figure: less than 0 where it harms. */
    double gain() {
        return after - before;
    }

    boolean hasFigures() {
        return Double.isFinite(before) && Double.isFinite(after);
    }
}
