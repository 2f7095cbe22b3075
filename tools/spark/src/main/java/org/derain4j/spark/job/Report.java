package org.derain4j.spark.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.derain4j.cli.common.Failure;
import org.derain4j.spark.files.FileStore;

/** A table of what became of each picture of a run, in Parquet. */
final class Report {

    private static final StructType SIZE = new StructType().add("width", DataTypes.IntegerType).add("height",
            DataTypes.IntegerType);
    private static final StructType COLUMNS = new StructType().add("path", DataTypes.StringType)
            .add("result", DataTypes.StringType).add("status", DataTypes.StringType)
            .add("message", DataTypes.StringType).add("size", SIZE).add("milliseconds", DataTypes.DoubleType);

    /** They travel in one task, of which Spark takes 128 MB (spark.rpc.message.maxSize). */
    static final int ROWS_OF_FILE = 50_000;

    private Report() {}

    /**
     * Refuses, before any work, a place where something else than a table would be replaced.
     *
     * @param option by which it was named
     * @param others folders of inputs and results
     */
    static void check(FileStore store, String option, Path report, List<Path> others) throws IOException {
        for (Path other : others) {
            if (other.equals(report) || (other + "/").startsWith(report + "/")) {
                throw Failure.usage(option + " " + report + ": " + (other.equals(report) ? "is" : "has in it")
                        + " the folder " + other + "; a table replaces a folder of its own, choose another one.");
            }
        }
        try {
            FileStatus[] there = store.of(report).listStatus(report);
            boolean replaceable = Arrays.stream(there).map(FileStatus::getPath).allMatch(file -> !file.equals(report)
                    && file.getName()
                            .matches("part-.*|\\.part-.*\\.crc|_SUCCESS|\\._SUCCESS\\.crc|_temporary|_delta_log"));
            if (!replaceable) {
                throw Failure.usage(option + " " + report + ": is no table but something else, which would be lost; "
                        + "choose another place.");
            }
        } catch (FileNotFoundException e) {
            // So nothing is replaced.
        }
    }

    /** Replaces the one of an earlier run. */
    static void write(SparkSession spark, Path report, List<PictureOutcome> outcomes) {
        List<Row> rows = new ArrayList<>(outcomes.stream().map(Report::row).toList());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        context.setJobDescription("Report");
        int files = rows.size() / ROWS_OF_FILE + 1;
        try {
            spark.createDataFrame(context.parallelize(rows, files), COLUMNS).write().mode(SaveMode.Overwrite)
                    .parquet(report.toString());
        } catch (Exception e) { // Spark's own are checked, and not declared
            throw Failure
                    .input("--report " + report + ": cannot be written (" + PictureJob.reason(e) + "); choose another "
                            + "place.");
        } finally {
            context.setJobDescription(null);
        }
    }

    static Row row(PictureOutcome outcome) {
        boolean sized = outcome.width() > 0;
        return RowFactory.create(outcome.path(), outcome.result(), outcome.status(), outcome.message(),
                sized ? RowFactory.create(outcome.width(), outcome.height()) : null, outcome.milliseconds());
    }
}
