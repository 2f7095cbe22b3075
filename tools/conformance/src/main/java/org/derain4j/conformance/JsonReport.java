package org.derain4j.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for programs. */
public final class JsonReport {

    private JsonReport() {}

    /**
     * Writes a report as JSON: what was compared, the tolerances, the verdict, the counts, and one object for each case
     * with its {@code outcome} ({@code passed}, {@code failed}, {@code broken} or {@code left out}).
     *
     * @param report the results
     * @param tolerances what they were judged by
     * @param subject members that say what was compared (directory, model, backend, ...)
     * @return JSON, without a line end at its end
     */
    public static String of(Report report, Tolerances tolerances, Map<String, ?> subject) {
        Map<String, Object> members = new LinkedHashMap<>(subject);
        members.put("tolerances", tolerances);
        members.put("conforms", report.conforms());
        members.put("passed", report.passed());
        members.put("failed", report.failed());
        members.put("leftOut", report.leftOut());
        members.put("cases", cases(report.results()));
        return Json.write(members);
    }

    private static List<Map<String, Object>> cases(List<CaseResult> results) {
        return results.stream().map(result -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("outcome", outcome(result));
            members.putAll(Json.components((Record) result));
            return members;
        }).toList();
    }

    private static String outcome(CaseResult result) {
        return switch (result) {
            case CaseResult.Compared compared -> compared.passed() ? "passed" : "failed";
            case CaseResult.Broken _ -> "broken";
            case CaseResult.LeftOut _ -> "left out";
        };
    }
}
