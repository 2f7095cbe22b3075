package org.derain4j.spark.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.spark.Deraining;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.Work;

/**
 * What is done about the new pictures of each round of a stream, on the driver. Results are there, then their rows, and only then Spark
 * notes the round: one that is cut off is done again, by the names and to the bytes of before.
 */
final class Rounds implements VoidFunction2<Dataset<Row>, Long> {

    private static final long serialVersionUID = 1;
    /** Where Spark says which stream this is; a checkpoint keeps it. */
    private static final String STREAM = "sql.streaming.queryId";

    // Spark calls it where it was made: nothing of it is ever sent.
    private final transient SparkSession spark;
    private final transient FileStore store;
    private final transient Path input;
    private final transient Path output;
    private final transient Optional<PictureFormat> format;
    private final transient Path table;
    private final transient PictureTask task;
    private final transient PrintWriter out;
    private final transient ErrorLines errors;
    private final int workSize;
    private transient volatile Failure failure;
    private volatile int exitCode = ExitCode.DONE;

    Rounds(SparkSession spark, FileStore store, Path input, Path output, Optional<PictureFormat> format, int workSize,
            Path table, Deraining deraining, PrintWriter out, ErrorLines errors) {
        this.spark = spark;
        this.store = store;
        this.input = input;
        this.output = output;
        this.format = format;
        this.workSize = workSize;
        this.table = table;
        this.task = new PictureTask(deraining, store, Counters.of(spark.sparkContext()));
        this.out = out;
        this.errors = errors;
    }

    @Override
    public void call(Dataset<Row> files, Long round) throws IOException {
        try {
            Set<String> paths = files.collectAsList().stream().map(row -> row.getString(0))
                    .collect(Collectors.toSet());
            derain(paths, round);
        } catch (Failure e) {
            failure = e;
            throw e;
        }
    }

    /** Names are those that a run over all that is there now would give. */
    private void derain(Set<String> paths, long round) throws IOException {
        Plan plan = Plan.of(store, List.of(input), output, format, false).only(paths);
        if (plan.count() == 0) {
            return; // files that are no pictures
        }
        Summary summary = new Summary(plan.count(), true);
        summary.add(plan.decided());
        PictureJob job = new PictureJob(spark, store);
        List<List<Work>> tasks = job.tasks(plan.works(), null, workSize);
        if (!tasks.isEmpty()) {
            try {
                job.derain(tasks, task, summary);
            } finally {
                store.sweep(output);
            }
        }
        Path rows = new Path(table, "stream=" + spark.sparkContext().getLocalProperty(STREAM) + "/round=" + round);
        Report.write(spark, rows, summary.outcomes());
        summary.tell(out, errors);
        exitCode = Math.max(exitCode, summary.exitCode());
    }

    /** That has ended the stream, if it was one that the user can mend. */
    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Of all rounds so far. */
    int exitCode() {
        return exitCode;
    }
}
