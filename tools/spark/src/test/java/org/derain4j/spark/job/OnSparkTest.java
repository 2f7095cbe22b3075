package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.spark.DerainOptions;
import org.derain4j.spark.Deraining;
import org.derain4j.spark.LocalSpark;
import org.derain4j.spark.files.FileStore;
import org.derain4j.spark.files.Work;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark sees of the job, and what the job sees of Spark. */
class OnSparkTest {

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.open();
    private Path in;
    private Path out;

    @BeforeEach
    void folders() {
        in = folder.resolve("in");
        out = folder.resolve("out");
    }

    /** What Spark's pages show. */
    private static final class Shown extends SparkListener {

        private final List<String> jobs = new ArrayList<>();
        private final Map<String, Object> figures = new TreeMap<>();

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            jobs.add(start.properties().getProperty("spark.job.description"));
        }

        @Override
        public void onStageCompleted(SparkListenerStageCompleted stage) {
            Map<Object, AccumulableInfo> all = CollectionConverters.asJava(stage.stageInfo().accumulables());
            all.values().stream().filter(info -> !info.internal() && info.name().isDefined())
                    .forEach(info -> figures.put(info.name().get(), info.value().get()));
        }
    }

    @Test
    void itsPagesShowHowFarItHasCome() throws Exception {
        Tree.picture(in, "a.png", 64, 48);
        Tree.picture(in, "b.png", 40, 30);
        Tree.text(in, "broken.png", "no picture");
        Shown shown = new Shown();
        spark.sparkContext().addSparkListener(shown);
        try {
            JobRun.of("--input", in, "--output", out, "--report", folder.resolve("report"));
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark.sparkContext().removeSparkListener(shown);
        }
        assertEquals(List.of("Sizes of 3 pictures by their headers", "Derain 3 pictures", "Report"),
                shown.jobs.stream().distinct().toList());
        assertEquals(Map.of("pictures", 3L, "pixels", 64L * 48 + 40 * 30, "failures", 1L), shown.figures);
    }

    @Test
    void aPictureThatIsGoneIsAFailureAndTheOthersAreDone() throws IOException {
        Work gone = new Work(new org.apache.hadoop.fs.Path(in.resolve("gone.png").toUri()).toString(), out.toUri()
                + "/gone.png", 100, 0, 0);
        Path picture = Tree.picture(in, "a.png");
        Work there = new Work(picture.toUri().toString(), out.toUri() + "/a.png", Files.size(picture), 64, 48);
        FileStore store = new FileStore(spark.sparkContext().hadoopConfiguration());
        PictureTask task = new PictureTask(Deraining.of(spark, DerainOptions.DEFAULT), store,
                Counters.of(spark.sparkContext()));
        Summary summary = new Summary(2, true);
        new PictureJob(spark, store).derain(List.of(List.of(gone, there)), task, summary);
        assertEquals(List.of("failed", "done"), summary.outcomes().stream().map(PictureOutcome::status).toList());
        assertTrue(summary.outcomes().getFirst().message().startsWith(in.resolve("gone.png") + ": "),
                summary.outcomes()::toString);
        assertEquals(ExitCode.INPUT_FAILED, summary.exitCode());
        assertTrue(Files.exists(out.resolve("a.png")));
    }

    @Test
    void whoStopsItInSparkGetsASentenceAndGoesOnLater() throws Exception {
        for (int i = 0; i < 40; i++) {
            Tree.picture(in, "p" + i + ".png", 200, 150);
        }
        // Not in the common pool, whose threads have a class loader of their own.
        CompletableFuture<JobRun> running = CompletableFuture.supplyAsync(
                () -> JobRun.of("--input", in, "--output", out), work -> new Thread(work).start());
        while (!running.isDone() && (!Files.isDirectory(out) || count() < 4)) {
            Thread.sleep(10);
        }
        spark.sparkContext().cancelAllJobs();
        JobRun run = running.get();
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertTrue(
                run.err().startsWith("derain: Spark has given up (") && run.err().endsWith("); what is done stays, and "
                        + "the same command goes on from there.\n") && run.err().lines().count() == 1,
                run.err());
        assertTrue(run.out().matches("\\d+ of 40 pictures in .*\\R"), run.out());
        assertEquals(0, JobRun.of("--input", in, "--output", out).exitCode());
        assertEquals(40, Tree.of(out).size());
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".png")).count();
        }
    }

    /** Spark refuses a task of more than 128 MB. */
    @Test
    void aFileOfTheReportTravelsToAnExecutor() throws IOException {
        String path = "hdfs://namenode.of.the.company:8020/" + "folder with a name/".repeat(8) + "picture.png";
        List<PictureOutcome> outcomes = Collections.nCopies(Report.ROWS_OF_FILE,
                PictureOutcome.of(path, path + 1, "failed",
                        "x".repeat(2 * path.length() + 100), ExitCode.INPUT_FAILED));
        // Of a million pictures each has strings of its own.
        long one = Parcel.of(outcomes.subList(0, 1).stream().map(Report::row).toList()).length
                - Parcel.of(List.of()).length;
        assertTrue(one * Report.ROWS_OF_FILE < 100L << 20, "bytes of a row: " + one);
    }

    @Test
    void ofManyFailuresTheFirstAreTold() {
        Summary summary = new Summary(30, false);
        for (int i = 0; i < 30; i++) {
            summary.add(
                    List.of(PictureOutcome.of("a" + i, "b" + i, "failed", "a" + i + ": broken.", ExitCode.NO_ROOM)));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        summary.tell(new PrintWriter(out), new ErrorLines(new PrintWriter(err), false));
        assertEquals(21, err.toString().lines().count());
        assertTrue(err.toString().endsWith("derain: and 10 more; --report writes a table of all.\n"), err.toString());
        assertTrue(out.toString().startsWith("0 of 30 pictures in ") && out.toString().endsWith(", 30 failed\n"),
                out.toString());
        assertEquals(ExitCode.NO_ROOM, summary.exitCode());
        assertTrue(summary.outcomes().isEmpty(), "they are not kept for nobody");
    }
}
