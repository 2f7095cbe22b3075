package org.derain4j.spark.job;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.Ending;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import picocli.CommandLine;

/** What all programs for {@code spark-submit} share: whatever goes wrong becomes a sentence and an exit code, as with the {@code derain} command. */
final class Program {

    private static final String MOST_RESULTS = "spark.driver.maxResultSize";

    private Program() {}

    /**
     * Runs a program and ends the process with its exit code. Where all is well it returns: a cluster that runs the driver takes an exit,
     * even with 0, for a failure.
     */
    static void main(Callable<Integer> command, String... args) {
        int exitCode = run(command, new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
        if (SparkSession.getDefaultSession().isDefined()) {
            SparkSession.getDefaultSession().get().stop();
        }
        if (exitCode != ExitCode.DONE) {
            System.exit(exitCode);
        }
    }

    /** Runs a program, a class with picocli's {@code @Command}, and returns the exit code. */
    static int run(Callable<Integer> command, PrintWriter out, PrintWriter err, String... args) {
        ErrorLines errors = new ErrorLines(err, false);
        CommandLine line = new CommandLine(command);
        line.setOut(out).setErr(err).setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> {
                    errors.print(e.getMessage() + "; see '" + line.getCommandName() + " --help'");
                    return ExitCode.USAGE;
                }).setExecutionExceptionHandler((e, _, _) -> failure(errors, line, e));
        try {
            return line.execute(args);
        } catch (Error e) { // picocli lets errors through
            return failure(errors, line, e);
        }
    }

    private static int failure(ErrorLines errors, CommandLine line, Throwable cause) {
        int exitCode = ErrorLines.exitCode(cause);
        if (Ending.isUnderWay()) {
            errors.print("interrupted; the same command goes on from there");
        } else if (cause instanceof OutOfMemoryError) {
            errors.print("the driver has not enough memory (" + cause.getMessage()
                    + "); give it more, by --driver-memory of "
                    + "spark-submit, or by -Xmx in DERAIN_OPTS");
        } else { // there is no option that prints the trace of a bug
            ErrorLines lines = exitCode == ExitCode.INTERNAL ? new ErrorLines(line.getErr(), true) : errors;
            lines.print("'" + line.getCommandName() + "'", cause);
        }
        return exitCode;
    }

    /**
     * Tasks say what became of their pictures: of some five million that is 1 GB, where Spark gives up unless it is told otherwise. The
     * driver has no need of that limit, which takes each task's words by themselves.
     */
    static String mostResults(SparkConf given) {
        return given.get(MOST_RESULTS, "0");
    }

    /** Spark as {@code spark-submit} has set it up, or as it runs already. */
    static SparkSession session() {
        SparkConf given = new SparkConf();
        if (SparkSession.getDefaultSession().isEmpty() && !given.contains("spark.master")) {
            throw Failure.usage("no cluster is named; start this by spark-submit with --master, for example local[*].");
        }
        try {
            return SparkSession.builder().appName(given.get("spark.app.name", "derain"))
                    .config(MOST_RESULTS, mostResults(given)).getOrCreate();
        } catch (Exception e) { // Spark's own are checked, and not declared
            throw Failure.usage("Spark does not start (" + PictureJob.reason(e) + "); mend its settings");
        }
    }
}
