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
 * @param decided on those of which nothing is to be made: their results are there, or they may not run; and on folders that cannot be read
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
            Path place = FileStore.below(output, naming.place());
            String result = place.toString();
            Optional<String> refusal = refusal(naming, place, sources);
            if (refusal.isPresent()) {
                decided.add(PictureOutcome.of(input, result, Outcome.FAILED, refusal.get(), ExitCode.INPUT_FAILED));
            } else if (there.contains(result)) {
                decided.add(PictureOutcome.of(input, result, PictureOutcome.SKIPPED, "", ExitCode.DONE));
            } else {
                works.add(new Work(input, result, naming.picture().length(), 0, 0));
            }
        }
        for (Selection.Closed closed : selection.closed()) {
            decided.add(PictureOutcome.of(closed.folder().toString(), null, Outcome.FAILED,
                    FileStore.shown(closed.folder())
                            + ": the folder cannot be read (" + PictureTask.reason(closed.reason())
                            + "); the rest goes on without it.",
                    ExitCode.INPUT_FAILED));
        }
        return new Plan(works, decided, selection.leftOut());
    }

    /** How many pictures there are. */
    int count() {
        return works.size() + decided.size();
    }

    /** What of it is about some of the pictures. */
    Plan only(Set<String> inputs) {
        return new Plan(works.stream().filter(work -> inputs.contains(work.input())).toList(),
                decided.stream().filter(outcome -> inputs.contains(outcome.path())).toList(), leftOut);
    }

    /** In figures. */
    void print(PrintWriter out, List<List<Work>> tasks) {
        long bytes = works.stream().mapToLong(Work::bytes).sum();
        long skipped = decided.stream().filter(outcome -> outcome.status().equals(PictureOutcome.SKIPPED)).count();
        out.printf(Locale.ROOT, "Pictures to derain: %,d (%s); their results are there: %,d; refused: %,d%n",
                works.size(), MemorySize.words(bytes), skipped, decided.size() - skipped);
        LongSummaryStatistics pixels = tasks.stream()
                .collect(Collectors.summarizingLong(task -> task.stream().mapToLong(Work::pixels).sum()));
        if (!tasks.isEmpty()) {
            out.printf(Locale.ROOT, "Tasks: %,d; by headers %.1f megapixels each, the largest %.1f%n", tasks.size(),
                    pixels.getAverage() / MILLION, pixels.getMax() / MILLION);
        }
        out.flush();
    }

    private static Optional<String> refusal(Naming naming, Path result, Set<String> sources) {
        String subject = FileStore.shown(naming.picture().path()) + ": its result " + FileStore.shown(result);
        if (naming.rival().isPresent()) {
            return Optional.of(subject + " would also be that of " + FileStore.shown(new Path(naming.rival().get()))
                    + "; derain them one at a time, each with its own --output.");
        }
        return sources.contains(result.toString())
                ? Optional.of(subject + " would overwrite an input; choose another place with --output.")
                : Optional.empty();
    }

    private static Set<String> there(FileStore store, Path output) throws IOException {
        Set<String> there = new HashSet<>();
        try {
            for (Found found : store.list(output, (_, _) -> {})) { // what cannot be seen is tried, and told
                there.add(found.path().toString());
            }
        } catch (FileNotFoundException e) {
            // The first run makes the folder.
        }
        return there;
    }
}
