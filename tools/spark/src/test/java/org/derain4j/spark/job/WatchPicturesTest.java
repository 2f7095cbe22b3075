package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.spark.Command;
import org.derain4j.spark.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams over folders, beside the {@code derain} command over the same: the same tree, byte for byte. */
class WatchPicturesTest {

    /** As long as a name may be. */
    private static final String LONG = "x".repeat(251) + ".png";

    private final SparkSession spark = LocalSpark.open();

    @TempDir
    Path folder;
    private Path in;
    private Path out;
    private Path checkpoint;

    @BeforeEach
    void makeFolders() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
        checkpoint = folder.resolve("checkpoint");
    }

    @Test
    void eachPictureIsDoneOnceOverRoundsAndRuns() throws IOException {
        List<String> names = List.of("a.jpg", "deep/b c.png", LONG, "100% #1?+&.png", "2001:a=b.bmp");
        for (String name : names) {
            Tree.picture(in, name);
        }
        Tree.text(in, "broken.png", "no picture");
        Tree.text(in, "notes.txt", "no picture by its name");
        Files.copy(in.resolve("a.jpg"), in.resolve(".hidden.jpg"));
        JobRun run = watch("--once", "--round", 3);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertEquals(List.of("derain: " + in.resolve("broken.png")
                + ": not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says."), run.err().lines().toList());
        assertEquals(derained(), Tree.of(out));
        List<Row> rows = outcomes();
        assertEquals(names.size() + 1, rows.size(), rows.toString());
        assertTrue(rows.stream().map(row -> row.getAs("round")).distinct().count() > 1, rows.toString());
        for (Row row : rows) {
            boolean broken = row.<String>getAs("path").endsWith("broken.png");
            assertEquals(broken ? "failed" : "done", row.getAs("status"), row.toString());
        }
        Files.delete(out.resolve("a.jpg")); // so that it would be seen if it were done again
        Path late = Tree.picture(in, "late.jpg");
        Files.setLastModifiedTime(late, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        SortedMap<String, String> before = Tree.of(out);
        run = watch("--once", "--round", 3);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("1 picture in "), run.out());
        before.put("late.jpg", derained().get("late.jpg"));
        assertEquals(before, Tree.of(out));
        assertEquals(names.size() + 2, outcomes().size());
    }

    /** Files and rows are there, but Spark has not noted the round: it is taken up, and what is missing is made to the same bytes. */
    @Test
    void aRoundThatWasCutOffIsTakenUp() throws IOException {
        Tree.picture(in, "a.jpg");
        assertEquals(ExitCode.DONE, watch("--once").exitCode());
        for (String name : List.of("b.png", "c.jpg", "d.bmp")) {
            Tree.picture(in, name);
        }
        assertEquals(ExitCode.DONE, watch("--once").exitCode());
        FileTime kept = Files.getLastModifiedTime(out.resolve("b.png"));
        Files.delete(checkpoint.resolve("commits/1"));
        Files.delete(checkpoint.resolve("commits/.1.crc"));
        Files.delete(out.resolve("c.jpg"));
        Files.delete(out.resolve("a.jpg")); // of a round that was noted: it is not done again
        JobRun run = watch("--once");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        SortedMap<String, String> expected = derained();
        expected.remove("a.jpg");
        assertEquals(expected, Tree.of(out));
        assertEquals(kept, Files.getLastModifiedTime(out.resolve("b.png")));
        assertEquals(List.of("0 a.jpg done", "1 b.png skipped", "1 c.jpg done", "1 d.bmp skipped"), outcomes().stream()
                .map(row -> row.getAs("round") + " " + Path.of(row.<String>getAs("path")).getFileName() + " "
                        + row.getAs("status"))
                .sorted().toList());
        refused(ExitCode.USAGE, "--checkpoint " + checkpoint
                + ": belongs to another --input or --output; give each stream a checkpoint of its own.",
                JobRun.of(WatchPictures::run, "--input", in, "--output", folder.resolve("other"), "--checkpoint",
                        checkpoint, "--once"));
    }

    /** By nobody's leave, with results of the round there and others not. */
    @Test
    void aKilledStreamIsTakenUp() throws Exception {
        for (int i = 0; i < 12; i++) {
            Tree.picture(in, "p" + i + ".png", 320, 240);
        }
        JobProcess killed = JobProcess.of(WatchPictures.class, folder, List.of("spark.master=local[2]"), "--input", in,
                "--output", out, "--checkpoint", checkpoint, "--once");
        while (killed.process().isAlive() && results() < 2) {
            Thread.sleep(10);
        }
        killed.process().destroyForcibly().waitFor();
        long done = results();
        assertTrue(done >= 2 && done < 12, done + " were done: " + killed.printed());
        JobRun run = watch("--once");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().endsWith(", " + done + " skipped\n"), run.out());
        assertEquals(12, outcomes().size());
        assertEquals(derained(), withoutRemains(Tree.of(out)));
    }

    private long results() throws IOException {
        if (!Files.isDirectory(out)) {
            return 0;
        }
        try (Stream<Path> files = Files.find(out, 2, (file, _) -> file.getFileName().toString().matches("[abp].*"))) {
            return files.count();
        }
    }

    /** What a killed JVM was just writing goes an hour later: another stream might be writing it. */
    private static SortedMap<String, String> withoutRemains(SortedMap<String, String> tree) {
        tree.keySet().removeIf(name -> name.matches("\\.derain-[-0-9a-f]+\\.part"));
        return tree;
    }

    /** Until the stream is stopped, in the middle of a round; what is left the next one does. */
    @Test
    void picturesAreTakenAsTheyCome() throws Exception {
        FutureTask<JobRun> run = new FutureTask<>(() -> watch("--every", 1, "-f", "png"));
        Thread.ofPlatform().start(run);
        try {
            Tree.picture(in, "a.jpg");
            waitFor(1, run);
            Files.move(Tree.picture(folder, "b.jpg"), in.resolve("b.jpg"));
            waitFor(2, run);
            Path more = folder.resolve("more");
            for (int i = 0; i < 12; i++) {
                Tree.picture(more, "p" + i + ".jpg", 320, 240);
            }
            Files.move(more, in.resolve("more"));
            waitFor(4, run);
        } finally {
            for (StreamingQuery query : spark.streams().active()) {
                query.stop();
            }
        }
        assertEquals(ExitCode.DONE, run.get(1, TimeUnit.MINUTES).exitCode(), run.get().err());
        assertTrue(results() < 14, "it was not stopped in the round");
        JobRun rest = watch("--once", "-f", "png");
        assertEquals(ExitCode.DONE, rest.exitCode(), rest.err());
        assertEquals(derained("-f", "png"), Tree.of(out));
        assertEquals(14, outcomes().size());
    }

    @Test
    void whatCannotBeAStreamIsOneSentence() throws IOException {
        Path absent = folder.resolve("absent");
        refused(ExitCode.INPUT_FAILED,
                "--input " + absent + ": there is no such folder; make it, or check its spelling.",
                JobRun.of(WatchPictures::run, "--input", absent, "--output", out, "--checkpoint", checkpoint));
        Path pattern = Files.createDirectory(folder.resolve("[a]"));
        refused(ExitCode.USAGE, "--input " + pattern
                + ": a stream is of one folder, and has none of *?[]{}\\ in its name; name another one.",
                JobRun.of(WatchPictures::run, "--input", pattern, "--output", out, "--checkpoint", checkpoint));
        refused(ExitCode.USAGE, "--output " + in
                + ": the results would overwrite the pictures of --input; choose another place.",
                JobRun.of(WatchPictures::run, "--input", in, "--output", in, "--checkpoint", checkpoint));
        refused(ExitCode.USAGE, "--every is 0; give 1 to 86400.", watch("--every", 0));
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(checkpoint));
    }

    private static void refused(int code, String sentence, JobRun run) {
        assertEquals("derain: " + sentence + "\n", run.err());
        assertEquals(code, run.exitCode());
    }

    private void waitFor(int pictures, FutureTask<JobRun> run) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (results() < pictures) {
            assertFalse(run.isDone(), run.isDone() ? run.get().err() : "");
            assertTrue(System.nanoTime() < end, "they do not come");
            Thread.sleep(10);
        }
    }

    private JobRun watch(Object... more) {
        return JobRun.of(WatchPictures::run, Stream.concat(
                Stream.of("--input", in, "--output", out, "--checkpoint", checkpoint), Stream.of(more)).toArray());
    }

    /** What the command makes of all that is there. */
    private SortedMap<String, String> derained(Object... more) throws IOException {
        Path results = Files.createTempDirectory(folder, "derained");
        Command.run(Stream.concat(Stream.of(in, "-r", "-o", results), Stream.of(more)).toArray());
        SortedMap<String, String> tree = Tree.of(results);
        assertFalse(tree.isEmpty());
        return tree;
    }

    private List<Row> outcomes() {
        return spark.read().parquet(checkpoint.resolve("outcomes").toString()).collectAsList();
    }
}
