package org.derain4j.cli.measure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.eval.FigureKind;
import org.derain4j.cli.eval.FigureRow;
import org.derain4j.cli.eval.FigureTable;
import org.derain4j.cli.eval.PictureSets.PictureSet;
import org.derain4j.cli.eval.RainScore;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;

/** A result beside the picture that it was made of, where there is no clean one. */
record FigureMeasure(FigureKind kind, ScoreMode mode) implements EvalMeasure<FigureRow> {

    @Override
    public FigureRow measure(PictureSet set, BufferedImage picture, Results results) throws IOException {
        Path file = set.rain();
        String name = file.getFileName().toString();
        RgbPicture before = RgbPicture.of(picture);
        switch (kind) {
            case DRY -> EvalMeasure.requireSide(file, before, Score.SMALLEST_SIDE);
            case NO_TRUTH -> requireFit(file, before);
        }
        RgbPicture after = RgbPicture.of(results.of(set, picture));
        EvalMeasure.requireSameSize(set.result().orElse(file), after, before, "original");
        return switch (kind) {
            case DRY -> FigureRow.of(name, Score.of(mode, after, before));
            case NO_TRUTH -> FigureRow.of(name, RainScore.of(before, after).orElseThrow(() -> Failure.input(
                    file + ": nothing in it looks like a streak, so there is nothing to measure; for pictures without "
                            + "rain there is --dry.")));
        };
    }

    @Override
    public String heading() {
        return FigureTable.heading(kind);
    }

    @Override
    public String line(FigureRow row) {
        return FigureTable.line(kind, row);
    }

    @Override
    public FigureTable report(List<FigureRow> rows, List<String> failures, List<Path> unmatched) {
        return new FigureTable(kind, rows, failures, unmatched);
    }

    private static void requireFit(Path file, RgbPicture picture) {
        if (!RainScore.fits(picture)) {
            throw Failure
                    .input("%s: is %dx%d, but the yardstick needs at least %d pixels each way, and as many when the "
                            .formatted(file, picture.width(), picture.height(), RainScore.SMALLEST_SIDE)
                            + "longer side is reduced to %d.".formatted(RainScore.LONGEST_SIDE));
        }
    }
}
