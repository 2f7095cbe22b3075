package org.derain4j.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs a network over the cases of a reference directory. Not for several threads at once. */
public final class Conformance {

    private final CaseComparison comparison;

    /**
     * Prepares a comparison; nothing is run yet.
     *
     * @param subject the network
     * @param tolerances how far it may be from the reference
     */
    public Conformance(Subject subject, Tolerances tolerances) {
        comparison = new CaseComparison(subject, tolerances);
    }

    /**
     * Runs the cases one after the other.
     *
     * @param directory the reference
     * @param chosen which cases to run, by name; the others are reported as left out
     * @param listener told of each result as soon as it is known, on the calling thread
     * @return all results
     */
    public Report run(ReferenceDirectory directory, Predicate<String> chosen, Consumer<CaseResult> listener) {
        List<CaseResult> results = new ArrayList<>();
        for (CaseResult.LeftOut lacking : directory.incomplete()) {
            listener.accept(lacking);
            results.add(lacking);
        }
        for (ReferenceCase reference : directory.cases()) {
            CaseResult result = chosen.test(reference.name())
                    ? compare(reference)
                    : new CaseResult.LeftOut(reference.name(), "not asked for");
            listener.accept(result);
            results.add(result);
        }
        results.sort(Comparator.comparing(CaseResult::name));
        return new Report(results);
    }

    /** One broken file or one refusal of the network fails its case and lets the others speak. */
    private CaseResult compare(ReferenceCase reference) {
        try {
            return comparison.compare(reference);
        } catch (IOException | RuntimeException problem) {
            return new CaseResult.Broken(reference.name(),
                    problem.getMessage() == null ? problem.toString() : problem.getMessage());
        }
    }
}
