package org.derain4j.spark.job;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.telling.Tally;
import org.derain4j.spark.Outcome;

/** What has become of all pictures, to be told at the end. Not thread-safe. */
final class Summary {

    /** Of the pictures that failed; a report has all. */
    private static final int MOST_TOLD = 20;
    private static final double NANOS = 1e9;

    private final int all;
    private final boolean keepsAll;
    private final long start = System.nanoTime();
    private final List<PictureOutcome> outcomes = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int done;
    private int failed;
    private int skipped;
    private int exitCode = ExitCode.DONE;

    /**
     * Of so many pictures.
     *
     * @param keepsAll whether all outcomes are kept, where somebody asks for them, or counts alone
     */
    Summary(int all, boolean keepsAll) {
        this.all = all;
        this.keepsAll = keepsAll;
    }

    void add(List<PictureOutcome> several) {
        several.forEach(this::add);
    }

    private void add(PictureOutcome outcome) {
        switch (outcome.status()) {
            case Outcome.DONE -> done++;
            case PictureOutcome.SKIPPED -> skipped++;
            default -> {
                failed++;
                if (told.size() < MOST_TOLD) {
                    told.add(outcome.message());
                }
            }
        }
        exitCode = Math.max(exitCode, outcome.exitCode()); // memory and disks come first
        if (keepsAll) {
            outcomes.add(outcome);
        }
    }

    List<PictureOutcome> outcomes() {
        return outcomes;
    }

    int exitCode() {
        return exitCode;
    }

    /** The failures, a line each, and one sentence on all. */
    void tell(PrintWriter out, ErrorLines errors) {
        tellFailures(errors);
        out.println(sentence());
        out.flush();
    }

    void tellFailures(ErrorLines errors) {
        Collections.sort(told);
        told.forEach(errors::print);
        if (failed > told.size()) {
            errors.print("and %,d more%s".formatted(failed - told.size(),
                    keepsAll ? "; the report has all" : "; --report writes a table of all"));
        }
    }

    /** As in {@code 285 of 300 pictures in 41 s (0.14 s each), 10 failed, 5 skipped}. */
    private String sentence() {
        double seconds = (System.nanoTime() - start) / NANOS;
        return (done == all ? "" : String.format(Locale.ROOT, "%,d of ", done))
                + String.format(Locale.ROOT, "%,d picture%s in ", all, all == 1 ? "" : "s") + Tally.words(seconds)
                + (done == 0 ? "" : " (" + Tally.words(seconds / done) + " each)")
                + (failed == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", failed))
                + (skipped == 0 ? "" : String.format(Locale.ROOT, ", %,d skipped", skipped));
    }
}
