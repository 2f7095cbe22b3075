package org.derain4j.conformance;

import java.util.List;

/**
 * What became of every case of a reference directory.
 *
 * @param results one result for each case, in the order of their names
 */
public record Report(List<CaseResult> results) {

    /** Copies the list. */
    public Report {
        results = List.copyOf(results);
    }

    /**
     * Counts the cases within tolerance.
     *
     * @return how many
     */
    public long passed() {
        return results.stream().filter(result -> result instanceof CaseResult.Compared compared && compared.passed())
                .count();
    }

    /**
     * Counts the cases that were not run.
     *
     * @return how many
     */
    public long leftOut() {
        return results.stream().filter(CaseResult.LeftOut.class::isInstance).count();
    }

    /**
     * Counts the cases beyond tolerance and the broken ones.
     *
     * @return how many
     */
    public long failed() {
        return results.size() - passed() - leftOut();
    }

    /**
     * The verdict: something was compared and nothing failed.
     *
     * @return true if the network conforms
     */
    public boolean conforms() {
        return failed() == 0 && passed() > 0;
    }
}
