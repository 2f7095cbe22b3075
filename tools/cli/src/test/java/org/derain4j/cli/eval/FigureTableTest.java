package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTableTest {

    private static final FigureTable RAINY = new FigureTable(FigureKind.NO_TRUTH,
            List.of(FigureRow.of("a.jpg", new RainScore(50, 90, 25)), FigureRow.of("b.jpg", new RainScore(70, 80, -5))),
            List.of("c.jpg is broken."), List.of(Path.of("d.jpg")));
    private static final FigureTable DRY = new FigureTable(FigureKind.DRY,
            List.of(FigureRow.of("a.jpg", new Score(45, 0.99)),
                    FigureRow.of("b, 2.jpg", new Score(Double.POSITIVE_INFINITY, 1)),
                    FigureRow.of("c.jpg", new Score(41, 0.98))),
            List.of(), List.of());

    @Test
    void rainyPhotosAsText() {
        assertEquals("picture                      streaks left % texture kept %          score",
                FigureTable.heading(FigureKind.NO_TRUTH));
        assertEquals("a.jpg                                  50.0           90.0           25.0",
                FigureTable.line(FigureKind.NO_TRUTH, RAINY.rows().getFirst()));
        String summary = RAINY.summary();
        assertTrue(summary.startsWith("mean of 2                              60.0           85.0           10.0\n"),
                summary);
        assertTrue(summary.endsWith("\nLeft out, 1 without a partner of the same name:\n  d.jpg"), summary);
    }

    @Test
    void dryPicturesAsText() {
        assertEquals("""
                mean of 3                           43.0000         0.9900
                1 of the results equal the picture (PSNR inf) and are not in the mean PSNR.
                Worst: c.jpg, 41.0000 dB.
                2 of 3 reach 45 dB.""", DRY.summary());
        assertEquals("b, 2.jpg                                inf         1.0000",
                FigureTable.line(FigureKind.DRY, DRY.rows().get(1)));
    }

    @Test
    void csv() {
        assertEquals("""
                picture,left,kept,score
                a.jpg,50.000000,90.000000,25.000000
                b.jpg,70.000000,80.000000,-5.000000
                mean,60.000000,85.000000,10.000000""", RAINY.csv());
        assertTrue(DRY.csv().contains("\n\"b, 2.jpg\",inf,1.000000\n"), DRY.csv());
    }

    @Test
    void json() {
        String rainy = RAINY.json(Map.of("model", "lite"));
        assertTrue(
                rainy.startsWith("{\n  \"model\": \"lite\",\n  \"pictures\": [\n    {\n      \"picture\": \"a.jpg\",\n"
                        + "      \"left\": 50.0,\n      \"kept\": 90.0,\n      \"score\": 25.0\n    },"),
                rainy);
        assertTrue(rainy.contains("\"mean\": {\n    \"left\": 60.0,\n    \"kept\": 85.0,\n    \"score\": 10.0\n  },"),
                rainy);
        assertTrue(rainy.contains("\"c.jpg is broken.\""), rainy);
        String dry = DRY.json(Map.of());
        assertTrue(dry.contains("\"psnr\": \"Infinity\""), dry);
        assertTrue(dry.contains("\"worst\": \"c.jpg\",\n  \"reached45dB\": 2,"), dry);
    }
}
