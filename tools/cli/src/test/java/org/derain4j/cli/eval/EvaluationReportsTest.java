package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationReportsTest {

    private static final PictureScores FIRST = new PictureScores("a.png", new Score(20, 0.5), new Score(30, 0.75));
    private static final PictureScores SECOND = new PictureScores("b, \"2\".png", new Score(22, 0.7),
            new Score(Double.POSITIVE_INFINITY, 1));
    private static final Evaluation EVALUATION = new Evaluation(ScoreMode.Y, List.of(FIRST, SECOND),
            List.of("c.png is broken."), List.of(Path.of("rain", "d.png")));

    @Test
    void rowsStandUnderTheirHeadings() {
        String row = EvaluationText.row(SECOND);
        assertEquals("b, \"2\".png                        22.0000   0.7000            inf   1.0000", row);
        assertEquals(row.length(), EvaluationText.heading().length());
    }

    @Test
    void theSummaryHasTheMeanAndSaysWhatIsNotInIt() {
        assertEquals("""
                mean of 2                         21.0000   0.6000        30.0000   0.8750
                1 of the results equal the clean picture (PSNR inf) and are not in the mean PSNR.
                Compared: Y of rgb2ycbcr (BT.601, 16..235, rounded).
                Left out, 1 without a partner of the same name:
                  rain/d.png""", EvaluationText.summary(EVALUATION).replace('\\', '/'));
    }

    @Test
    void withNothingLeftOutTheSummaryIsShort() {
        String summary = EvaluationText.summary(new Evaluation(ScoreMode.RGB, List.of(FIRST), List.of(), List.of()));
        assertFalse(summary.contains("Left out") || summary.contains("inf"), summary);
    }

    @Test
    void csvQuotesOnlyWhatItMust() {
        assertEquals("""
                picture,rainy_psnr,rainy_ssim,result_psnr,result_ssim
                a.png,20.000000,0.500000,30.000000,0.750000
                "b, ""2"".png",22.000000,0.700000,inf,1.000000
                mean,21.000000,0.600000,30.000000,0.875000""", EvaluationCsv.of(EVALUATION));
    }

    @Test
    void jsonHasEverything() {
        String json = EvaluationJson.of(EVALUATION, Map.of("model", "lite"));
        assertTrue(json.startsWith("{\n  \"model\": \"lite\",\n  \"mode\": \"y\",\n  \"pictures\": ["), json);
        assertTrue(json.contains("\"psnr\": \"Infinity\""), json);
        assertTrue(
                json.contains("\"result\": {\n      \"psnr\": 30.0,\n      \"ssim\": 0.875,\n      \"identical\": 1"),
                json);
        assertTrue(json.contains("\"c.png is broken.\""), json);
        assertTrue(json.contains("d.png\"\n  ]"), json);
    }
}
