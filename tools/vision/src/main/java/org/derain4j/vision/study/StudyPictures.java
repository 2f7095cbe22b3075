package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.pictures.PictureReader;

/** Reading and comparing the pictures of a study. */
public final class StudyPictures {

    private static final PictureReader READER = new PictureReader();

    private StudyPictures() {}

    /** A picture file. */
    public static BufferedImage read(Path file) throws IOException {
        return READER.read(file).picture();
    }

    /** The same, refused where its pixels do not correspond to those of another. */
    static BufferedImage read(Path file, BufferedImage other) throws IOException {
        BufferedImage picture = read(file);
        if (picture.getWidth() != other.getWidth() || picture.getHeight() != other.getHeight()) {
            throw Failure.input("%s: is %dx%d, but the clean picture is %dx%d; only equal sizes can be compared."
                    .formatted(file, picture.getWidth(), picture.getHeight(), other.getWidth(), other.getHeight()));
        }
        return picture;
    }

    /** PSNR and SSIM of Y, as {@code derain eval} has it; NaN below the size of SSIM's window. */
    static Score score(BufferedImage picture, RgbPicture truth) {
        if (Math.min(truth.height(), truth.width()) < Score.SMALLEST_SIDE) {
            return new Score(Double.NaN, Double.NaN);
        }
        return Score.of(ScoreMode.Y, RgbPicture.of(picture), truth);
    }
}
