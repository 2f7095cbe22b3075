package org.derain4j.cli.derain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.derain.Jobs.Next;
import org.derain4j.cli.derain.Jobs.Verdict;
import org.derain4j.cli.inputs.Identities;
import org.derain4j.cli.inputs.Input;
import org.derain4j.cli.video.FilmOptions;

/**
 * Says of each job, just before it is to run, whether it may.
 *
 * @param existing what becomes of those whose results exist
 * @param dryRun   whether nothing may be made, not even a folder
 */
record Verdicts(Existing existing, boolean dryRun) {

    /** On a place where there is no picture to take. */
    static Next on(Input problem) {
        return refused(Job.none(problem.file()), problem.problem().orElseThrow());
    }

    Next on(Job job, Identities inputs) {
        Optional<String> reason = missing(job.input()).or(() -> film(job.input()))
                .or(() -> job.refusal(inputs, existing));
        if (reason.isPresent()) {
            return refused(job, reason.get());
        }
        if (existing == Existing.SKIPPED && job.isDone()) {
            return new Next(job, Verdict.SKIPPED, "");
        }
        return dryRun ? run(job) : withFolder(job);
    }

    private static Optional<String> film(Path input) {
        return !input.equals(Pipe.PATH) && FilmOptions.isFilm(input)
                ? Optional.of(
                        input + ": a film, which is not taken together with pictures; name it in a command of its own.")
                : Optional.empty();
    }

    private static Optional<String> missing(Path input) {
        if (input.equals(Pipe.PATH)) {
            return Optional.empty();
        }
        try {
            Files.readAttributes(input, BasicFileAttributes.class);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(input + ": " + Failure.reason(e) + ".");
        }
    }

    /**
     * Makes the folder in the tree of results, which is as deep as that of the pictures. Where nothing can be written is known before the
     * work.
     */
    private static Next withFolder(Job job) {
        if (job.results().isEmpty()) {
            return run(job);
        }
        Path folder = job.output().toAbsolutePath().getParent();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            return Files.isWritable(folder)
                    ? run(job)
                    : refused(job, job.input() + ": the folder " + folder + " for its result cannot be written to; "
                            + "choose another place with -o.");
        } catch (IOException e) {
            return refused(job, job.input() + ": the folder " + folder + " for its result cannot be made ("
                    + Failure.reason(e) + "); choose another place with -o.");
        }
    }

    private static Next run(Job job) {
        return new Next(job, Verdict.RUN, "");
    }

    private static Next refused(Job job, String reason) {
        return new Next(job, Verdict.REFUSED, reason);
    }
}
