package org.derain4j.cli.derain;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.weights.PrintableText;

/** Says what a run would do. */
final class DryRun {

    private DryRun() {}

    /** Prints a line for each job: what would become of it, or why not. Returns the exit code that the run has at best. */
    static int of(Jobs jobs, PrintWriter out, ErrorLines errors) throws InterruptedException {
        int exitCode = ExitCode.DONE;
        for (Jobs.Next next = jobs.next(); next != null; next = jobs.next()) {
            switch (next.verdict()) {
                case RUN -> out.println(line(next.job()));
                case SKIPPED -> out.println(line(next.job()) + "  skipped, exists already");
                case REFUSED -> {
                    errors.print(next.reason());
                    exitCode = ExitCode.INPUT_FAILED;
                }
            }
        }
        jobs.page().ifPresent(page -> out.println("page of what is done -> " + printable(page.file())));
        out.flush();
        jobs.leftOut().sentence().ifPresent(sentence -> errors.print("note: " + sentence));
        return exitCode;
    }

    private static String line(Job job) {
        return printable(job.input()) + " -> " + job.outputs().stream().map(DryRun::printable)
                .collect(Collectors.joining(", "));
    }

    private static String printable(Path file) {
        return PrintableText.of(file.toString(), Integer.MAX_VALUE);
    }
}
