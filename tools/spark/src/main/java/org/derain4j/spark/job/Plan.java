package org.derain4j.spark.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.MemorySize;
import org.derain4j.cli.inputs.LeftOut;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.spark.Outcome;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.Found;
import org.derain4j.spark.files.Naming;
import org.derain4j.spark.files.Selection;
import org.derain4j.spark.files.Work;

/**
 * What is to be done about what is there.
 *
 * @param works   to be derained
 * @param decided on those of which nothing is to be made: their results are there, or they may not run
 * @param leftOut what lies beside the pictures
 */
record Plan(List<Work> works, List<PictureOutcome> decided, LeftOut leftOut) {

    private static final double MILLION = 1e6;

    /**
     * Looks at inputs and results, each listed once.
     *
     * @param inputs    with their file systems
     * @param output    with its file system
     * @param format    of all results, if one was asked for
     * @param overwrite whether results that are there are made again
     */
    static Plan of(FileStore store, List<Path> inputs, Path output, Optional<PictureFormat> format, boolean overwrite)
            throws IOException {
        Selection selection = Selection.of(store, inputs, output);
        Set<String> there = overwrite ? Set.of() : there(store, output);
        Set<String> sources = new HashSet<>();
        selection.pictures().forEach(picture -> sources.add(picture.path().toString()));
        List<Work> works = new ArrayList<>();
        List<PictureOutcome> decided = new ArrayList<>();
        for (Naming naming : Naming.of(store, selection.pictures(), format)) {
            String input = naming.picture().path().toString();
            String result = FileStore.below(output, naming.place()).toString();
            Optional<String> refusal = refusal(naming, input, result, sources);
            if (refusal.isPresent()) {
                decided.add(PictureOutcome.of(input, result, Outcome.FAILED, refusal.get(), ExitCode.INPUT_FAILED));
            } else if (there.contains(result)) {
                decided.add(PictureOutcome.of(input, result, PictureOutcome.SKIPPED, "", ExitCode.DONE));
            } else {
                works.add(new Work(input, result, naming.picture().length(), 0, 0));
            }
        }
        return new Plan(works, decided, selection.leftOut());
    }

    /** In figures. */
    void print(PrintWriter out, List<List<Work>> tasks) {
        long bytes = works.stream().mapToLong(Work::bytes).sum();
        long skipped = decided.stream().filter(outcome -> outcome.status().equals(PictureOutcome.SKIPPED)).count();
        out.printf(Locale.ROOT, "%,d pictures to derain (%s), %,d whose results are there, %,d that cannot be derained%n",
                works.size(), MemorySize.words(bytes), skipped, decided.size() - skipped);
        LongSummaryStatistics pixels = tasks.stream()
                .collect(Collectors.summarizingLong(task -> task.stream().mapToLong(Work::pixels).sum()));
        if (!tasks.isEmpty()) {
            out.printf(Locale.ROOT, "%,d tasks; by their headers of %.1f megapixels each, the largest of %.1f%n",
                    tasks.size(), pixels.getAverage() / MILLION, pixels.getMax() / MILLION);
        }
        out.flush();
    }

    private static Optional<String> refusal(Naming naming, String input, String result, Set<String> sources) {
        if (naming.rival().isPresent()) {
            return Optional.of("%s: its result %s would also be that of %s; derain them one at a time, each with its own "
                    .formatted(input, result, naming.rival().get()) + "--output.");
        }
        return sources.contains(result)
                ? Optional.of("%s: its result %s would overwrite an input; choose another place with --output."
                        .formatted(input, result))
                : Optional.empty();
    }

    private static Set<String> there(FileStore store, Path output) throws IOException {
        Set<String> there = new HashSet<>();
        try {
            for (Found found : store.list(output)) {
                there.add(found.path().toString());
            }
        } catch (FileNotFoundException e) {
            // The first run makes the folder.
        }
        return there;
    }
}
