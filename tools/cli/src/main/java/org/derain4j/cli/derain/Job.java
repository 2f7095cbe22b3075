package org.derain4j.cli.derain;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.cli.common.Existing;
import org.derain4j.cli.common.Refusals;
import org.derain4j.cli.inputs.Identities;

/**
 * One picture of the command line.
 *
 * @param input
 *            the rainy picture; {@link Pipe#PATH} for standard input
 * @param output
 *            where the result goes, {@link Pipe#PATH} for standard output; its extension names a writable format, unless one was asked for
 * @param comparison
 *            where the side-by-side picture goes, if one is wanted
 * @param layer
 *            where the rain by itself goes, if it is wanted; a PNG
 * @param chosen
 *            whether the user has named the file of the result
 * @param rival
 *            another input whose result would be the same file, whatever is done about names; then neither may run
 */
record Job(Path input, Path output, Optional<Path> comparison, Optional<Path> layer, boolean chosen,
        Optional<Path> rival) {

    /** Stands for an input of which nothing can be made. */
    static Job none(Path input) {
        return new Job(input, input, Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** The files that jobs take. */
    static Identities inputs(List<Job> jobs) {
        return new Identities(jobs.stream().map(Job::input).filter(input -> !input.equals(Pipe.PATH)).toList());
    }

    /** What the job makes, standard output among it. */
    List<Path> outputs() {
        return Stream.of(Optional.of(output), comparison, layer).flatMap(Optional::stream).toList();
    }

    /** Where a page of this picture alone goes: beside the result. */
    Path page() {
        return output.resolveSibling(ResultNames.page(chosen ? output : input));
    }

    /** The files that the job makes. */
    List<Path> results() {
        return outputs().stream().filter(file -> !file.equals(Pipe.PATH)).toList();
    }

    /** Whether the result goes to standard output. */
    boolean isSent() {
        return output.equals(Pipe.PATH);
    }

    /** The same beside another input with a result in common. */
    Job against(Path other) {
        return new Job(input, output, comparison, layer, chosen, Optional.of(other));
    }

    /** Whether all its results are there; each came to be as a whole. */
    boolean isDone() {
        return !isSent() && results().stream().allMatch(Files::isRegularFile);
    }

    /**
     * Why the job may not run, if so: it has a rival, or one of its results exists already, or is one of the inputs, by whatever path or
     * link. Where results are replaced only another job's input is out of bounds, and what is no file.
     */
    Optional<String> refusal(Identities inputs, Existing existing) {
        if (rival.isPresent()) {
            return Optional.of(input + ": its result " + output + " would also be that of " + rival.get()
                    + "; derain them one at a time, each with its own -o.");
        }
        return results().stream().filter(result -> Files.exists(result, LinkOption.NOFOLLOW_LINKS))
                .flatMap(result -> refusal(result, inputs, existing).stream()).findFirst();
    }

    private Optional<String> refusal(Path result, Identities inputs, Existing existing) {
        Optional<Path> source = inputs.input(result);
        if (source.isPresent() && !(existing == Existing.REPLACED && source.get().equals(input))) {
            return Optional.of(input + ": its result " + result + " would overwrite the input " + source.get()
                    + "; choose another place with -o.");
        }
        return Refusals.existing(input, result, existing);
    }
}
