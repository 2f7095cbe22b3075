package org.derain4j.cli.eval;

import java.util.List;

/**
 * The figures of one picture.
 *
 * @param picture name of the file
 * @param figures as its kind has them, in order
 */
public record FigureRow(String picture, List<Double> figures) {

    /** Copies the list. */
    public FigureRow {
        figures = List.copyOf(figures);
    }

    /**
     * The row of a rainy photo.
     *
     * @param picture name of the file
     * @param score its result's
     * @return a row of {@link FigureKind#NO_TRUTH}
     */
    public static FigureRow of(String picture, RainScore score) {
        return new FigureRow(picture, List.of(score.left(), score.kept(), score.score()));
    }

    /**
     * The row of a picture without rain.
     *
     * @param picture name of the file
     * @param score its result's, beside the picture itself
     * @return a row of {@link FigureKind#DRY}
     */
    public static FigureRow of(String picture, Score score) {
        return new FigureRow(picture, List.of(score.psnr(), score.ssim()));
    }
}
