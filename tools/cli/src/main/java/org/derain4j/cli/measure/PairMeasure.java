package org.derain4j.cli.measure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.derain4j.cli.eval.Evaluation;
import org.derain4j.cli.eval.EvaluationCsv;
import org.derain4j.cli.eval.EvaluationJson;
import org.derain4j.cli.eval.EvaluationReport;
import org.derain4j.cli.eval.EvaluationText;
import org.derain4j.cli.eval.PictureScores;
import org.derain4j.cli.eval.PictureSets.PictureSet;
import org.derain4j.cli.eval.Score;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.pictures.PictureReader;

/** PSNR and SSIM of a rainy picture and of its result, beside the clean one. */
record PairMeasure(ScoreMode mode, PictureReader reader) implements EvalMeasure<PictureScores> {

    @Override
    public PictureScores measure(PictureSet set, BufferedImage picture, Results results) throws IOException {
        Truth truth = Truth.of(mode, reader.read(set.clean()).picture());
        Score before = truth.score(set.rain(), picture);
        Score after = truth.score(set.result().orElse(set.rain()), results.of(set, picture));
        return new PictureScores(set.rain().getFileName().toString(), before, after);
    }

    @Override
    public String heading() {
        return EvaluationText.heading();
    }

    @Override
    public String line(PictureScores row) {
        return EvaluationText.row(row);
    }

    @Override
    public EvaluationReport report(List<PictureScores> rows, List<String> failures, List<Path> unmatched) {
        Evaluation evaluation = new Evaluation(mode, rows, failures, unmatched);
        return new EvaluationReport() {

            @Override
            public String summary() {
                return EvaluationText.summary(evaluation);
            }

            @Override
            public String csv() {
                return EvaluationCsv.of(evaluation);
            }

            @Override
            public String json(Map<String, ?> subject) {
                return EvaluationJson.of(evaluation, subject);
            }
        };
    }
}
