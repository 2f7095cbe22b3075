package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.spark.Command;
import org.derain4j.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job in processes that may end at any time: whatever happens on the way, the tree is the command's in the end. */
@Tag("slow")
class ClusterTest {

    /** A master and two workers in the driver's JVM, of one core and 2 GB each; executors are processes of their own. */
    private static final String CLUSTER = "local-cluster[2,1,2048]";

    private static final int PICTURES = 200;
    private static final int BROKEN = 10;

    @TempDir
    static Path folder;

    private static Path photos;
    private static Path expected;

    @BeforeAll
    static void whatTheCommandMakesOfThem() throws IOException {
        photos = folder.resolve("photos");
        expected = folder.resolve("expected");
        Trees.pictures(photos, PICTURES, BROKEN);
        Command run = Command.run(photos, "-r", "-o", expected + "/", "--quiet");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertEquals(PICTURES - BROKEN, Trees.files(expected).size());
    }

    @Test
    void executorsAreKilledAndTheJobGoesOn() throws IOException, InterruptedException {
        Path dry = folder.resolve("dry");
        Path report = folder.resolve("report");
        try (Submission job = submit("killed executors", CLUSTER, Map.of(), photos, dry, "--report", report,
                "--partitions", 20)) {
            killAnExecutor(job, dry, 15);
            killAnExecutor(job, dry, 90);
            assertEquals(ExitCode.INPUT_FAILED, job.await(), job.told());
            assertEquals(2, job.events("SparkListenerExecutorRemoved", ""), job.told());
            assertTrue(job.told().contains("190 of 200 pictures"), job.told());
        }
        Trees.assertSame(expected, dry);

        List<Row> rows = LocalSpark.open().read().parquet(report.toString()).collectAsList();
        assertEquals(PICTURES, rows.size());
        assertEquals(PICTURES, rows.stream().map(row -> row.<String>getAs("path")).distinct().count());
        List<Row> failed = rows.stream().filter(row -> "failed".equals(row.getAs("status"))).toList();
        assertEquals(BROKEN, failed.size());
        failed.forEach(row -> assertTrue(row.<String>getAs("message").startsWith(row.getAs("path")), row::toString));
    }

    @Test
    void aKilledJobIsTakenUpByTheNext() throws IOException, InterruptedException {
        Path dry = folder.resolve("taken up");
        try (Submission job = submit("killed", "local[2]", Map.of(), photos, dry)) {
            awaitResults(job, dry, 60);
            job.kill();
        }
        Map<String, FileTime> before = new TreeMap<>();
        for (var entry : Trees.files(dry).entrySet()) {
            if (entry.getValue().getFileName().toString().startsWith(".")) {
                Files.setLastModifiedTime(entry.getValue(), FileTime.fromMillis(0)); // long ago, so that nobody is at it
            } else {
                before.put(entry.getKey(), Files.getLastModifiedTime(entry.getValue()));
            }
        }
        assertTrue(before.size() >= 60 && before.size() < PICTURES - BROKEN, before::toString);

        try (Submission job = submit("taken up by", "local[2]", Map.of(), photos, dry)) {
            assertEquals(ExitCode.INPUT_FAILED, job.await(), job.told());
            assertTrue(job.told().contains(before.size() + " skipped"), job.told());
        }
        Trees.assertSame(expected, dry);
        for (var entry : before.entrySet()) {
            assertEquals(entry.getValue(), Files.getLastModifiedTime(dry.resolve(entry.getKey())), entry.getKey());
        }
    }

    @Test
    void twoAttemptsAtOnePicture() throws IOException, InterruptedException {
        Path few = folder.resolve("few");
        Trees.pictures(few, 6, 0);
        Trees.picture(few.resolve("large.png"), 1200, 1000, 7);
        Path commands = folder.resolve("few expected");
        assertEquals(ExitCode.DONE, Command.run(few, "-r", "-o", commands + "/", "--quiet").exitCode());
        Path dry = folder.resolve("few dry");
        Map<String, String> speculation = Map.of("spark.speculation", "true", "spark.speculation.interval", "20ms",
                "spark.speculation.quantile", "0.1", "spark.speculation.multiplier", "0.1",
                "spark.speculation.minTaskRuntime", "20ms");
        try (Submission job = submit("speculation", CLUSTER, speculation, few, dry, "--partitions", 4)) {
            assertEquals(ExitCode.DONE, job.await(), job.told());
            assertTrue(job.events("SparkListenerTaskStart", "\"Speculative\":true") > 0, job.told());
        }
        Trees.assertSame(commands, dry);
    }

    private static Submission submit(String name, String master, Map<String, String> conf, Path input, Path output,
            Object... more) throws IOException {
        Object[] arguments = new Object[4 + more.length];
        System.arraycopy(new Object[]{"--input", input, "--output", output}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return new Submission(folder.resolve("run " + name), DerainPictures.class, master, conf, arguments);
    }

    private static void killAnExecutor(Submission job, Path dry, int results) throws IOException, InterruptedException {
        awaitResults(job, dry, results);
        ProcessHandle executor = job.executors().getFirst();
        assertTrue(executor.destroyForcibly());
        executor.onExit().join();
        assertFalse(executor.isAlive());
    }

    /** A run that ends before is too fast to be killed. */
    private static void awaitResults(Submission job, Path dry, int results) throws IOException, InterruptedException {
        long end = System.nanoTime() + 180_000_000_000L;
        while (Trees.files(dry).size() < results) {
            assertTrue(job.isAlive() && System.nanoTime() < end, job::told);
            Thread.sleep(20);
        }
    }
}
