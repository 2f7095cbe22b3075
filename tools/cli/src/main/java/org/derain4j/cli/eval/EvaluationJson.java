package org.derain4j.cli.eval;

import java.util.LinkedHashMap;
import java.util.Map;
import org.derain4j.conformance.Json;

/** An evaluation for programs. */
public final class EvaluationJson {

    private EvaluationJson() {}

    /**
     * Writes an evaluation as JSON. An infinite PSNR is the string "Infinity", and not in the mean.
     *
     * @param evaluation at least one picture has scores
     * @param subject members that say whose results were scored
     * @return JSON, without a line end at its end
     */
    public static String of(Evaluation evaluation, Map<String, ?> subject) {
        Map<String, Object> mean = new LinkedHashMap<>();
        mean.put("rainy", evaluation.rainy());
        mean.put("result", evaluation.result());
        Map<String, Object> members = new LinkedHashMap<>(subject);
        members.put("mode", evaluation.mode());
        members.put("pictures", evaluation.rows());
        members.put("mean", mean);
        members.put("failures", evaluation.failures());
        members.put("unmatched", evaluation.unmatched());
        return Json.write(members);
    }
}
