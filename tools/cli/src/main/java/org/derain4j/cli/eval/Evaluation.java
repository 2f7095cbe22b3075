package org.derain4j.cli.eval;

import java.nio.file.Path;
import java.util.List;

/**
 * What an evaluation found.
 *
 * @param mode what was compared
 * @param rows the scores of each picture
 * @param failures a sentence for each picture that has no scores
 * @param unmatched files that lack a partner in another folder
 */
public record Evaluation(ScoreMode mode, List<PictureScores> rows, List<String> failures, List<Path> unmatched) {

    /** Copies the lists. */
    public Evaluation {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
        unmatched = List.copyOf(unmatched);
    }

    MeanScore rainy() {
        return MeanScore.of(rows.stream().map(PictureScores::rainy).toList());
    }

    MeanScore result() {
        return MeanScore.of(rows.stream().map(PictureScores::result).toList());
    }
}
