package org.derain4j.vision.study;

/**
 * One picture's figure before and after deraining.
 *
 * @param condition what was derained to
 * @param sample    which picture
 * @param index     of it among the study's samples
 * @param before    rainy, or clean
 * @param after     derained
 */
public record PictureChange(Condition condition, Sample sample, int index, double before, double after) {

    /** By how much it is higher after than before; NaN where one of them has no meaning. */
    public double change() {
        return after - before;
    }
}
