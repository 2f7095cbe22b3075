package org.derain4j.vision.study;

import java.util.List;
import java.util.Map;

/**
 * What a study has looked at. All lists of looks and strengths are in the order of the samples: figures are compared on the same
 * pictures.
 *
 * @param <E>       what the task keeps of a look
 * @param samples   that were looked at in every condition
 * @param looks     by condition, in the order in which conditions are told
 * @param strengths of the rain on each sample, by the rain's name
 * @param failures  a sentence for each picture that was left out
 */
public record Study<E>(List<Sample> samples, Map<Condition, List<Look<E>>> looks, Map<String, List<Double>> strengths,
        List<String> failures) {

    /** What was looked at, in the order in which it is told. */
    public List<Condition> conditions() {
        return List.copyOf(looks.keySet());
    }

    /** What the task keeps of a condition. */
    public List<E> seen(Condition condition) {
        return looks.get(condition).stream().map(Look::seen).toList();
    }

    /** All conditions in which something was derained. */
    public List<Condition> derained() {
        return looks.keySet().stream().filter(condition -> condition.before().isPresent()).toList();
    }
}
