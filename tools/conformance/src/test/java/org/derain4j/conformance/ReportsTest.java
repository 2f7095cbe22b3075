package org.derain4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final Departure DEPARTURE = new Departure("rnn1", 0, 1, 2, 1, 12, 0, 0,
            List.of(List.of(0.5, Double.NaN)), List.of(List.of(0.5, -2.0)));
    private static final CaseResult FAILED = new CaseResult.Compared("small", 32, 48, 1.5, Double.POSITIVE_INFINITY,
            0.25, new ByteDifference(4608, 7, 2), List.of(new MapDifference("rnn1", 1, 2, 6, 2, 1, 0.5)),
            Optional.of(DEPARTURE), List.of("first failure", "second failure"));
    private static final CaseResult PASSED = new CaseResult.Compared("thin", 4, 64, 0.01, 2.6e-7, 5.8e-8,
            new ByteDifference(768, 0, 0), List.of(), Optional.empty(), List.of());
    private static final Report REPORT = new Report(List.of(new CaseResult.Broken("bad", "it is broken"),
            new CaseResult.LeftOut("photo", "not asked for"), FAILED, PASSED));

    @Test
    void rowsSayWhatBecameOfACase() {
        List<String> rows = REPORT.results().stream().map(TextReport::row).toList();
        assertEquals("bad              FAILED: it is broken", rows.get(0));
        assertEquals("photo            left out: not asked for", rows.get(1));
        assertEquals("small                48x32  Infinity   2.5e-01      7 of 4608    1.50 s  FAILED  "
                + "1, worst 5.0e-01: rnn1", rows.get(2));
        assertEquals("thin                  64x4   2.6e-07   5.8e-08       0 of 768    0.01 s  ok", rows.get(3));
        assertEquals(rows.get(3).indexOf("ok"), TextReport.heading().indexOf("verdict"));
    }

    @Test
    void theSummaryShowsFailuresAndWhereTheFirstMapDeparts() {
        assertEquals("""
                small:
                  first failure
                  second failure
                  map rnn1 departs most at row 0, column 1, channel 2 (1 of 12 values are beyond tolerance)
                  from row 0, column 0, got / expected:
                        0.500000          NaN  /      0.500000     -2.00000
                4 cases: 1 passed, 2 failed, 1 left out.""", TextReport.summary(REPORT));
    }

    @Test
    void jsonHoldsTheVerdictTheCountsAndEveryCase() {
        String json = JsonReport.of(REPORT, Tolerances.PROMISED, Map.of("model", "lite"));
        assertTrue(json.startsWith("{\n  \"model\": \"lite\",\n  \"tolerances\": {\n    \"imitation\": 5.0E-6,"), json);
        assertTrue(json.contains("\"conforms\": false,\n  \"passed\": 1,\n  \"failed\": 2,\n  \"leftOut\": 1,"), json);
        assertTrue(json.contains("\"outcome\": \"broken\",\n      \"name\": \"bad\","), json);
        assertTrue(json.contains("\"outcome\": \"left out\",\n      \"name\": \"photo\","), json);
        assertTrue(json.contains("\"outcome\": \"failed\",\n      \"name\": \"small\",\n      \"height\": 32,"), json);
        assertTrue(json.contains("\"max\": \"Infinity\""), json);
        assertTrue(json.contains("[0.5, \"NaN\"]"), json);
        assertTrue(json.contains("\"outcome\": \"passed\""), json);
    }
}
