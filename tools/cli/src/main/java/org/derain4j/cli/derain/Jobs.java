package org.derain4j.cli.derain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.inputs.InputOptions;
import org.derain4j.cli.inputs.LeftOut;
import org.derain4j.cli.inputs.Selection;

/** The jobs of a run, in their order. Asked by one thread. */
interface Jobs extends AutoCloseable {

    /** What is to be done about a job. */
    enum Verdict {
        /** It is to run. */
        RUN,
        /** Its results are there already, and that is right. */
        SKIPPED,
        /** It may not run. */
        REFUSED
    }

    /**
     * A job and what is to be done about it.
     *
     * @param reason of a refusal, a sentence; else empty
     */
    record Next(Job job, Verdict verdict, String reason) {}

    /** The jobs of a command line. The folder of the results is made here, if there will be any, and if this is no dry run. */
    static Jobs of(InputOptions options, List<String> arguments, Destination destination, boolean overwrite)
            throws IOException {
        Verdicts verdicts = verdicts(options, overwrite);
        if (options.watches()) {
            if (destination.view().isPresent()) {
                throw Failure
                        .usage("--view makes a page when all is done, and --watch never is; leave one of them out.");
            }
            Optional<Path> folder = destination.folder(true);
            folder.ifPresent(OutputFile::createFolder);
            return new WatchedJobs(options.watch(arguments, folder), destination.names(folder), verdicts);
        }
        Selection selection = options.select(arguments, destination.existingFolder().stream().toList());
        List<Job> jobs = destination.jobs(selection);
        Jobs planned = new PlannedJobs(selection, jobs, verdicts, destination.page(selection, jobs));
        if (!options.isDryRun() && jobs.stream().anyMatch(job -> job.rival().isEmpty())) {
            destination.folder(selection.open()).ifPresent(OutputFile::createFolder);
        }
        return planned;
    }

    /** One job that the command line asks for by itself. */
    static Jobs of(InputOptions options, Job job, Destination destination, boolean overwrite) {
        options.checkAlone(job.input().toString());
        Selection selection = Selection.of(job.input());
        List<Job> jobs = List.of(job);
        return new PlannedJobs(selection, jobs, verdicts(options, overwrite), destination.page(selection, jobs));
    }

    private static Verdicts verdicts(InputOptions options, boolean overwrite) {
        return new Verdicts(options.existing(overwrite), options.isDryRun());
    }

    /** The next one, waiting for it where a folder is watched; null behind the last. */
    Next next() throws InterruptedException;

    /** How many there are in all; empty where a folder is watched. */
    OptionalInt count();

    /** The page that they are put on, if there is to be one. */
    default Optional<PlannedPage> page() {
        return Optional.empty();
    }

    /** What else lies in the folders and is not taken, to be told at the end. */
    default LeftOut leftOut() {
        return LeftOut.NOTHING;
    }

    /** Ends what waits for files. */
    @Override
    default void close() throws IOException {}
}
