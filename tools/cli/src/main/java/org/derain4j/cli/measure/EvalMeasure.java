package org.derain4j.cli.measure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.EvaluationReport;
import org.derain4j.cli.eval.PictureSets.PictureSet;
import org.derain4j.cli.eval.RgbPicture;

/**
 * What {@code derain eval} measures of each picture, and how it tells it.
 *
 * @param <R> what it finds of one picture
 */
interface EvalMeasure<R> {

    /** What becomes of a picture. */
    @FunctionalInterface
    interface Results {

        BufferedImage of(PictureSet set, BufferedImage picture) throws IOException;
    }

    /** Measures one picture; a failure or an exception says why it cannot. */
    R measure(PictureSet set, BufferedImage picture, Results results) throws IOException;

    /** The first line of the table. */
    String heading();

    /** A picture's line in it. */
    String line(R row);

    /** At least one row. */
    EvaluationReport report(List<R> rows, List<String> failures, List<Path> unmatched);

    /** Refuses a picture that does not have the size of what it is compared with. */
    static void requireSameSize(Object file, RgbPicture picture, RgbPicture other, String what) {
        if (!picture.sameSize(other)) {
            throw Failure
                    .input("%s: is %dx%d, but the %s picture is %dx%d; only equal sizes can be compared.".formatted(
                            file, picture.width(), picture.height(), what, other.width(), other.height()));
        }
    }

    /** Refuses a picture below a window. */
    static void requireSide(Object file, RgbPicture picture, int smallest) {
        if (Math.min(picture.width(), picture.height()) < smallest) {
            throw Failure.input("%s: is %dx%d, but SSIM needs at least %d pixels each way.".formatted(file,
                    picture.width(), picture.height(), smallest));
        }
    }
}
