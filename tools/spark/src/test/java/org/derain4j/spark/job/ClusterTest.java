package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.spark.Command;
import org.derain4j.spark.LocalSpark;
import org.derain4j.spark.Outcome;
import org.derain4j.spark.files.FileStore;
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
    private static final List<String> EXTENSIONS = List.of("png", "jpg", "bmp", "tif", "jpeg", "png", "webp");

    @TempDir
    static Path folder;

    private static Path photos;
    private static Path expected;

    @BeforeAll
    static void whatTheCommandMakesOfThem() throws IOException {
        photos = folder.resolve("photos");
        expected = folder.resolve("expected");
        for (int i = 0; i < PICTURES; i++) {
            String place = i % 3 == 0 ? "" : i % 3 == 1 ? "street/" : "street/night %d/".formatted(i % 4);
            String name = "%s%03d.%s".formatted(place, i, EXTENSIONS.get(i % EXTENSIONS.size()));
            Path picture = Tree.picture(photos, name, 48 + i % 17, 40 + i % 13);
            if (i % (PICTURES / BROKEN) == 1) {
                spoil(picture, i / (PICTURES / BROKEN));
            }
        }
        Command run = Command.run(photos, "-r", "-o", expected + "/", "--quiet");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertEquals(PICTURES - BROKEN, results(expected).size());
    }

    /** In one of the ways of being no picture. */
    private static void spoil(Path picture, int way) throws IOException {
        byte[] content = Files.readAllBytes(picture);
        Files.write(picture, switch (way % 4) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(content, 20);
            case 2 -> "no picture at all".getBytes(StandardCharsets.US_ASCII);
            default -> new byte[content.length];
        });
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
        assertEquals(Tree.of(expected), Tree.of(dry));

        List<Row> rows = LocalSpark.open().read().parquet(report.toString()).collectAsList();
        assertEquals(PICTURES, rows.size());
        assertEquals(PICTURES, rows.stream().map(row -> row.<String>getAs("path")).distinct().count());
        List<Row> failed = rows.stream().filter(row -> Outcome.FAILED.equals(row.getAs("status"))).toList();
        assertEquals(BROKEN, failed.size());
        failed.forEach(row -> assertTrue(row.<String>getAs("message")
                .startsWith(FileStore.shown(new org.apache.hadoop.fs.Path(row.<String>getAs("path")))), row::toString));
    }

    @Test
    void aKilledJobIsTakenUpByTheNext() throws IOException, InterruptedException {
        Path dry = folder.resolve("taken up");
        try (Submission job = submit("killed", "local[2]", Map.of(), photos, dry)) {
            awaitResults(job, dry, 60);
            job.kill();
        }
        Map<Path, FileTime> before = new TreeMap<>();
        for (Path result : results(dry)) {
            before.put(result, Files.getLastModifiedTime(result));
        }
        assertTrue(before.size() < PICTURES - BROKEN, "the job was too fast to be killed");
        for (Path part : files(dry)) {
            if (!before.containsKey(part)) {
                Files.setLastModifiedTime(part, FileTime.fromMillis(0)); // so long ago that nobody is at it
            }
        }

        try (Submission job = submit("taken up by", "local[2]", Map.of(), photos, dry)) {
            assertEquals(ExitCode.INPUT_FAILED, job.await(), job.told());
            assertTrue(job.told().contains(before.size() + " skipped"), job.told());
        }
        assertEquals(Tree.of(expected), Tree.of(dry));
        for (var entry : before.entrySet()) {
            assertEquals(entry.getValue(), Files.getLastModifiedTime(entry.getKey()), entry.getKey().toString());
        }
    }

    @Test
    void twoAttemptsAtOnePictureMakeOneFile() throws IOException, InterruptedException {
        assumeTrue(StandaloneCluster.isPossible(),
                "this machine has no address 127.0.0.2: a second attempt is left out");
        Path few = folder.resolve("few");
        for (int i = 0; i < 6; i++) {
            Tree.picture(few, i + ".png");
        }
        Tree.picture(few, "large.png", 900, 600);
        Path commands = folder.resolve("few of the command");
        assertEquals(ExitCode.DONE, Command.run(few, "-r", "-o", commands + "/", "--quiet").exitCode());
        Path dry = folder.resolve("few dry");
        Map<String, String> speculation = Map.of("spark.speculation", "true", "spark.speculation.interval", "20ms",
                "spark.speculation.quantile", "0.1", "spark.speculation.multiplier", "0.1",
                "spark.speculation.minTaskRuntime", "20ms");
        try (StandaloneCluster cluster = new StandaloneCluster(folder);
                Submission job = submit("speculation", cluster.url(), speculation, few, dry, "--partitions", 4)) {
            assertEquals(ExitCode.DONE, job.await(), job.told());
            assertTrue(job.events("SparkListenerTaskStart", "\"Speculative\":true") > 0, job.told());
        }
        assertEquals(Tree.of(commands), Tree.of(dry));
    }

    private static Submission submit(String name, String master, Map<String, String> conf, Path input, Path output,
            Object... more) throws IOException {
        return new Submission(folder.resolve("run " + name), DerainPictures.class, master, conf,
                Stream.concat(Stream.of("--input", input, "--output", output), Stream.of(more)).toArray());
    }

    private static void killAnExecutor(Submission job, Path dry, int results) throws InterruptedException {
        awaitResults(job, dry, results);
        ProcessHandle executor = job.executors().getFirst();
        assertTrue(executor.destroyForcibly());
        executor.onExit().join();
    }

    /** A run that ends before is too fast to be killed. */
    private static void awaitResults(Submission job, Path dry, int results) throws InterruptedException {
        long end = System.nanoTime() + 300_000_000_000L;
        while (results(dry).size() < results) {
            assertTrue(job.isAlive() && System.nanoTime() < end, job::told);
            Thread.sleep(20);
        }
    }

    private static List<Path> results(Path folder) {
        return files(folder).stream().filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }

    /** Some may come and go meanwhile, which is nothing to {@link File#listFiles}. */
    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        File[] entries = folder.toFile().listFiles();
        for (File entry : entries == null ? new File[0] : entries) {
            if (entry.isDirectory()) {
                files.addAll(files(entry.toPath()));
            } else {
                files.add(entry.toPath());
            }
        }
        return files;
    }
}
