package org.derain4j.cli.derain;

import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.Refusals;
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
        return Refusals.missing(input);
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
        return Refusals.makeFolder(job.input(), folder, "choose another place with -o.")
                .map(reason -> refused(job, reason)).orElseGet(() -> run(job));
    }

    private static Next run(Job job) {
        return new Next(job, Verdict.RUN, "");
    }

    private static Next refused(Job job, String reason) {
        return new Next(job, Verdict.REFUSED, reason);
    }
}
