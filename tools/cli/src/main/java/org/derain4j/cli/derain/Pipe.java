package org.derain4j.cli.derain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.inputs.Selection;

/** One picture that comes by standard input, or whose result goes to standard output. */
final class Pipe {

    /** What stands for either among paths; a file that is called so is {@code ./-}. */
    static final Path PATH = Path.of(StandardStreams.NAME);

    private Pipe() {}

    /** Whether a command line asks for one. */
    static boolean isAsked(List<String> inputs, String output) {
        return inputs.contains(StandardStreams.NAME) || StandardStreams.NAME.equals(output);
    }

    /** Whether its result goes to standard output, as that of standard input does by default. */
    static boolean isSent(String output) {
        return output == null || output.equals(StandardStreams.NAME);
    }

    /**
     * What it asks for. Standard input goes to standard output, unless a file is named.
     *
     * @throws Failure of usage, if it cannot work out
     */
    static Job job(List<String> inputs, Destination destination, boolean keepTimes) {
        String output = destination.out();
        if (inputs.isEmpty()) {
            throw Failure.usage("--from-list names pictures, and -o - takes one; name a folder with -o.");
        }
        if (inputs.size() > 1) {
            throw Failure.usage(
                    "- stands for one picture, and here are " + inputs.size() + "; give it a command of its own.");
        }
        Path input = Path.of(inputs.getFirst());
        if (keepTimes) {
            throw Failure.usage("--keep-times: what goes through a pipe has no times; leave it out.");
        }
        if (!isSent(output)) {
            if (output.endsWith("/") || Files.isDirectory(Path.of(output))) {
                throw Failure
                        .usage("-o " + output + ": a picture from standard input has no name; name a file in there.");
            }
            return destination.jobs(Selection.of(input)).getFirst();
        }
        if (destination.compare() || destination.layer() || destination.view().isPresent()) {
            throw Failure.usage((destination.compare() ? "--compare" : destination.layer() ? "--layer" : "--view")
                    + " writes a file beside the result, which standard output is not; name one with -o.");
        }
        return new Job(input, PATH, Optional.empty(), Optional.empty(), true, Optional.empty());
    }
}
