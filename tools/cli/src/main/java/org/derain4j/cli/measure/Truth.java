package org.derain4j.cli.measure;

import java.awt.image.BufferedImage;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;

/**
 * A clean picture, beside which others are scored.
 *
 * @param mode    what of them is compared
 * @param picture its bytes
 */
public record Truth(ScoreMode mode, RgbPicture picture) {

    /** A picture of any kind. */
    public static Truth of(ScoreMode mode, BufferedImage clean) {
        return new Truth(mode, RgbPicture.of(clean));
    }

    /**
     * How near a picture is to it.
     *
     * @param file what sentences call the picture
     * @throws Failure if it has another size, or is below the window
     */
    public Score score(Object file, BufferedImage other) {
        RgbPicture bytes = RgbPicture.of(other);
        EvalMeasure.requireSameSize(file, bytes, picture, "clean");
        EvalMeasure.requireSide(file, bytes, Score.SMALLEST_SIDE);
        return Score.of(mode, bytes, picture);
    }
}
