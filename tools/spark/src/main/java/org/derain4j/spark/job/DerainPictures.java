package org.derain4j.spark.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.Version;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.spark.DerainOptions;
import org.derain4j.spark.Deraining;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Derains the pictures of folders in any of Hadoop's file systems, on a cluster: the tree that {@code derain IN -r -o OUT} makes. */
@Command(name = "DerainPictures", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        usageHelpWidth = 100, synopsisHeading = "Usage:%n",
        customSynopsis = "  spark-submit --class org.derain4j.spark.job.DerainPictures JAR --input IN... --output OUT [options]",
        description = "%nRemoves rain from pictures, wherever Hadoop's file systems have them. Results that are there already are "
                + "left alone, so that the same command goes on where a run has ended, by whatever.%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:some picture failed, or an input is not there", "2:wrong usage",
            "3:the weights cannot be used", "5:memory ran out for some picture, or the disk for its result",
            "70:a bug, please report it", "130, 143:interrupted by Ctrl-C, or asked to end"})
public final class DerainPictures implements Callable<Integer> {

    @Option(names = "--input", paramLabel = "IN", required = true, arity = "1..*",
            description = "Folders, with all that is below them, pictures, and patterns such as 'hdfs://nn/photos/2026-*'. "
                    + "Without a scheme as Hadoop's fs.defaultFS says.")
    private List<String> inputs;

    @Option(names = "--output", paramLabel = "OUT", required = true,
            description = "The folder of the results, in the same tree as the pictures; is made where it is not there.")
    private String output;

    @Option(names = "--overwrite", description = "Make results again that are there already.")
    private boolean overwrite;

    @Option(names = "--partitions", paramLabel = "N",
            description = "How many tasks there are. Default: eight for each that runs at a time, and more where there are many "
                    + "pictures.")
    private Integer partitions;

    @Option(names = "--report", paramLabel = "URI",
            description = "Write a table in Parquet with a row for each picture: path, result, status (done, failed or skipped), "
                    + "message, size, milliseconds. Replaces that of an earlier run.")
    private String report;

    @Option(names = "--dry-run", description = "Print in figures what would be done, and do nothing.")
    private boolean dryRun;

    @Mixin
    private DerainingOptions deraining;

    @Spec
    private CommandSpec spec;

    private DerainPictures() {}

    /**
     * Runs the job. Returns where all was done; else the process ends with its exit code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Program.main(new DerainPictures(), args);
    }

    /** The same in a process that goes on; returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.run(new DerainPictures(), out, err, args);
    }

    @Override
    public Integer call() throws IOException {
        DerainOptions options = deraining.options();
        if (partitions != null && partitions < 1) {
            throw Failure.usage("--partitions is " + partitions + "; give 1 or more.");
        }
        SparkSession spark = Program.session();
        FileStore store = new FileStore(spark.sparkContext().hadoopConfiguration());
        Places places = new Places(store);
        List<Path> from = inputs.stream().map(input -> places.of("--input", input)).toList();
        Path to = places.output(output, from);
        Path table = report == null ? null : table(store, places, from, to);
        Deraining engine = DerainingOptions.open(spark, options);
        Plan plan = Plan.of(store, from, to, PictureFormat.called(options.format()), overwrite);
        ErrorLines errors = new ErrorLines(spec.commandLine().getErr(), false);
        if (!spark.sparkContext().isLocal() && from.stream().anyMatch(Places::isOfOneMachine)) {
            errors.print(
                    "note: --input is of the driver's own disk; executors on other machines find it only if that is shared");
        }
        if (!spark.sparkContext().isLocal() && Places.isOfOneMachine(to)) {
            errors.print(
                    "note: --output is each executor's own disk unless that is shared; results will lie on all of them");
        }
        if (plan.count() == 0) {
            errors.print("note: no pictures in " + String.join(", ", inputs));
        }
        plan.leftOut().sentence().ifPresent(sentence -> errors.print("note: " + sentence));
        PictureJob job = new PictureJob(spark, store);
        List<List<Work>> tasks = job.tasks(plan.works(), partitions, options.workSize());
        Summary summary = new Summary(plan.count(), table != null);
        summary.add(plan.decided());
        if (dryRun) {
            summary.tellFailures(errors);
            plan.print(spec.commandLine().getOut(), tasks);
            return summary.exitCode();
        }
        if (!tasks.isEmpty()) {
            places.requireWritable(to);
        }
        try {
            if (!tasks.isEmpty()) {
                job.derain(tasks, new PictureTask(engine, store, Counters.of(spark.sparkContext())), summary);
            }
        } finally { // what was done before Spark gave up is told, too
            summary.tell(spec.commandLine().getOut(), errors);
            if (!spark.sparkContext().isStopped()) {
                store.sweep(to);
                if (table != null) {
                    Report.write(spark, table, summary.outcomes());
                }
            }
        }
        return summary.exitCode();
    }

    private Path table(FileStore store, Places places, List<Path> from, Path to) throws IOException {
        Path table = places.of("--report", report);
        List<Path> others = new ArrayList<>(from);
        others.add(to);
        Report.check(store, "--report", table, others);
        return table;
    }
}
