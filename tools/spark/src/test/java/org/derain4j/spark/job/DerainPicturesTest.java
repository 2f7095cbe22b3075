package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.spark.Command;
import org.derain4j.spark.LocalSpark;
import org.derain4j.spark.files.StrictFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job over folders, on two tasks at a time, beside the command over the same folders. */
class DerainPicturesTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));

    @TempDir
    private Path folder;

    private Path in;
    private Path out;
    private Path expected;

    @BeforeEach
    void folders() {
        in = folder.resolve("in put");
        out = folder.resolve("out");
        expected = folder.resolve("expected");
    }

    @Test
    void theTreeIsThatOfTheCommandByteForByte() throws IOException {
        for (String name : List.of("a.png", "b.jpg", "deep/er/c.bmp", "deep/d 1.tiff", "deep/straße/雨.png", "LOUD.PNG",
                "deep/Shot.JPEG", "a.derained.png", "lone.derained.png", ".hidden.png", ".hidden/e.png", "w.webp",
                "100%.png", "q#1?.jpg")) {
            Tree.picture(in, name);
        }
        Tree.text(in, "notes.txt", "not for us");
        Tree.text(in, "deep/film.mp4", "nor this");
        Tree.text(in, "deep/broken.png", "no picture");
        Files.copy(in.resolve("b.jpg"), in.resolve("called.png"));
        Command command = Command.run(in, "-r", "-o", expected);
        JobRun run = JobRun.of("--input", in + "/", "--output", out);
        assertEquals(Tree.of(expected), Tree.of(out), run.err());
        assertEquals(command.exitCode(), run.exitCode(), run.err());
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        String failure = in.resolve("deep/broken.png") + ": not a PNG, JPEG, BMP, WebP or TIFF picture";
        assertTrue(run.err().contains(failure) && command.err().contains(failure), run.err());
        String note = "derain: note: 1 result of earlier runs left out, 2 other files skipped (1 film: name it one by one), "
                + "2 hidden files and folders skipped";
        assertTrue(run.err().startsWith(note.replace(": name it one by one", ": name it")), run.err());
        assertTrue(run.out().matches("(?s)12 of 13 pictures in .* s \\(.* each\\), 1 failed\\R"), run.out());
    }

    @Test
    void optionsAndNamesThatMeetAreThoseOfTheCommand() throws IOException {
        for (String name : List.of("a.jpg", "a.bmp", "a.jpg.png", "b.tiff", "sub/c.jpg", "sub/c.jpeg", "d.png")) {
            Tree.picture(in, name);
        }
        List<String> options = List.of("-f", "png", "--strength", "0.5", "--depth", "16", "--strip", "--exact");
        assertEquals(0, Command.run(join(options, in, "-r", "-o", expected)).exitCode());
        JobRun run = JobRun.of(join(options, "--input", in, "--output", out, "--partitions", 3));
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(Tree.of(expected), Tree.of(out));
        assertTrue(Files.exists(out.resolve("a.bmp.png")), "they are named whole");
    }

    private static Object[] join(List<String> options, Object... others) {
        return Stream.concat(Stream.of(others), options.stream()).toArray();
    }

    @Test
    void severalInputsPicturesAndPatterns() throws IOException {
        Tree.picture(in, "2026-01/a.png");
        Tree.picture(in, "2026-02/deep/b.png");
        Tree.picture(in, "2027-01/c.png");
        Path other = Tree.picture(folder, "other/d.png");
        Path twice = Tree.picture(folder, "twice/e.png");
        Files.copy(other, folder.resolve("noextension"));
        JobRun run = JobRun.of("--input", in + "/2026-*", other, twice.getParent(), "--input", twice, folder.resolve(
                "noextension"), "--output", out);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(Set.of("2026-01/a.png", "2026-02/deep/b.png", "d.png", "e.png", "noextension.png"),
                Tree.of(out).keySet());
        assertTrue(run.out().startsWith("5 pictures in "), run.out());
    }

    @Test
    void whatNoNameTellsApartFails() throws IOException {
        Path one = Tree.picture(folder, "one/a.png");
        Path two = Tree.picture(folder, "two/a.png");
        Tree.picture(folder, "two/b.png");
        JobRun run = JobRun.of("--input", one.getParent(), two.getParent(), "--output", out);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(Set.of("b.png"), Tree.of(out).keySet());
        assertTrue(run.err().contains(one + ": its result " + out.resolve("a.png.png") + " would also be that of " + two
                + "; derain them one at a time, each with its own --output."), run.err());
    }

    @Test
    void aRunGoesOnWhereOneEnded() throws IOException {
        for (String name : List.of("a.png", "b.jpg", "deep/c.png", "deep/d.bmp")) {
            Tree.picture(in, name);
        }
        assertEquals(0, JobRun.of("--input", in, "--output", out).exitCode());
        var whole = Tree.of(out);
        for (String name : whole.keySet()) {
            Files.setLastModifiedTime(out.resolve(name), LONG_AGO);
        }
        Files.delete(out.resolve("b.jpg"));
        Files.delete(out.resolve("deep/c.png"));
        JobRun run = JobRun.of("--input", in, "--output", out);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("2 of 4 pictures in ") && run.out().endsWith(", 2 skipped\n"), run.out());
        assertEquals(whole, Tree.of(out));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(out.resolve("a.png")));
        run = JobRun.of("--input", in, "--output", out, "--overwrite");
        assertTrue(run.out().startsWith("4 pictures in "), run.out());
        assertEquals(whole, Tree.of(out));
        assertFalse(LONG_AGO.equals(Files.getLastModifiedTime(out.resolve("a.png"))));
    }

    @Test
    void resultsInTheTreeOfThePicturesAreNotTaken() throws IOException {
        Tree.picture(in, "a.png");
        Path below = in.resolve("dry");
        assertEquals(0, JobRun.of("--input", in, "--output", below).exitCode());
        JobRun run = JobRun.of("--input", in, "--output", below, "--overwrite");
        assertTrue(run.out().startsWith("1 picture in "), run.out());
        assertEquals(Set.of("a.png", "dry/a.png"), Tree.of(in).keySet());
    }

    @Test
    void resultsThatWouldReplacePicturesAreRefused() throws IOException {
        Path inner = Tree.picture(in, "sub/a.png");
        Tree.picture(in, "sub/sub/b.png");
        var before = Tree.of(in);
        // Results of in/sub go to in: that of sub/a.png would be in/a.png, that of sub/sub/b.png in/sub/b.png.
        Path rival = Tree.picture(in, "sub/b.png");
        JobRun run = JobRun.of("--input", in.resolve("sub"), "--output", in, "--overwrite");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains("would overwrite an input"), run.err());
        assertTrue(Tree.of(in).entrySet().containsAll(before.entrySet()), "no picture has changed");
        assertTrue(Files.exists(rival) && Files.exists(inner));
    }

    @Test
    void resultsAreToldFromPicturesAlsoByOtherLinks() throws IOException {
        Path picture = Tree.picture(in, "a.png");
        Path link = Files.createSymbolicLink(folder.resolve("link"), in);
        byte[] before = Files.readAllBytes(picture);
        JobRun run = JobRun.of("--input", link.resolve("a.png"), "--output", in, "--overwrite");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertTrue(run.err().contains("would overwrite an input"), run.err());
        assertArrayEquals(before, Files.readAllBytes(picture));
        for (int i = 0; i < 2; i++) {
            run = JobRun.of("--input", link, "--output", in.resolve("dry"), "--overwrite");
            assertTrue(run.out().startsWith("1 picture in "), run.out());
            assertEquals(Set.of("a.png", "dry/a.png"), Tree.of(in).keySet());
        }
    }

    @Test
    void theReportHasARowForEachPicture() throws IOException {
        Tree.picture(in, "a.png");
        Tree.picture(in, "b.png");
        Tree.text(in, "broken.jpg", "no picture");
        Path report = folder.resolve("report");
        Tree.text(report, "_temporary/0/_temporary/attempt_1/part-00000.parquet", "what a killed run leaves");
        JobRun.of("--input", in.resolve("b.png"), "--output", out);
        JobRun run = JobRun.of("--input", in, "--output", out, "--report", report);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertEquals(List.of("a.png done [64,48]", "b.png skipped null", "broken.jpg failed null"), rows(report));
        Files.delete(in.resolve("broken.jpg"));
        assertEquals(0, JobRun.of("--input", in, "--output", out, "--report", report).exitCode(), "it is replaced");
        assertEquals(List.of("a.png skipped null", "b.png skipped null"), rows(report));
    }

    private static List<String> rows(Path report) {
        List<Row> rows = LocalSpark.open().read().parquet(report.toString()).orderBy("path").collectAsList();
        return rows.stream().map(row -> {
            String path = row.getString(row.fieldIndex("path"));
            String status = row.getString(row.fieldIndex("status"));
            assertEquals(status.equals("failed"), row.getString(row.fieldIndex("message")).contains(": not a PNG"));
            assertEquals(!status.equals("skipped"), row.getDouble(row.fieldIndex("milliseconds")) > 0);
            return path.substring(path.lastIndexOf('/') + 1) + " " + status + " " + row.get(row.fieldIndex("size"));
        }).toList();
    }

    @Test
    void aResultThatCannotBeWrittenIsARowAndTheOthersAreDone() throws IOException {
        for (String name : List.of("a.png", "b.png", "deep/c.png")) {
            Tree.picture(in, name);
        }
        Tree.text(out, "b.png/occupied.txt", "a folder in the place of a result");
        Tree.text(out, "deep", "a file in the place of a folder");
        JobRun run = JobRun.of("--input", in, "--output", out);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals(Set.of("a.png", "b.png/occupied.txt", "deep"), Tree.of(out).keySet());
        assertEquals(List.of(in.resolve("b.png").toString(), in.resolve("deep/c.png").toString()), run.err().lines()
                .map(line -> line
                        .replaceFirst("derain: (.*?): its result .* cannot be written \\(.+\\); choose another "
                                + "place with --output\\.", "$1"))
                .toList());
        assertTrue(run.out().startsWith("1 of 3 pictures in ") && run.out().endsWith(", 2 failed\n"), run.out());
    }

    @Test
    void linksAreFollowedAsByTheCommandAndPipesAreLeftAlone() throws Exception {
        Tree.picture(in, "sub/a.png");
        Tree.picture(folder, "elsewhere/b.png");
        Files.createSymbolicLink(in.resolve("sub/loop"), in);
        Files.createSymbolicLink(in.resolve("link"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(in.resolve("c.png"), folder.resolve("elsewhere/b.png"));
        assertEquals(0, new ProcessBuilder("mkfifo", in.resolve("pipe.png").toString()).start().waitFor());
        Command command = Command.run(in, "-r", "-o", expected);
        JobRun run = JobRun.of("--input", in, "--output", out);
        assertEquals(Tree.of(expected), Tree.of(out));
        assertEquals(0, command.exitCode());
        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void linksToNowhereFailAsWithTheCommandAndTheOthersAreDone() throws Exception {
        Tree.picture(in, "a.png");
        Files.createSymbolicLink(in.resolve("gone.png"), folder.resolve("none.png"));
        Files.createSymbolicLink(in.resolve("gone.txt"), folder.resolve("none.txt"));
        Files.createSymbolicLink(in.resolve(".gone.png"), folder.resolve("none.png"));
        Command command = Command.run(in, "-r", "-o", expected);
        JobRun run = JobRun.of("--input", in, "--output", out);
        assertEquals(Tree.of(expected), Tree.of(out));
        assertEquals(ExitCode.INPUT_FAILED, command.exitCode());
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertTrue(run.err().contains("derain: " + in.resolve("gone.png") + ": "), run.err());
        assertTrue(run.out().startsWith("1 of 2 pictures in ") && run.out().endsWith(", 1 failed\n"), run.out());
        Files.createSymbolicLink(out.resolve("b.png"), folder.resolve("none.png"));
        Tree.picture(in, "b.png");
        JobRun.of("--input", in, "--output", out);
        assertTrue(Files.isRegularFile(out.resolve("b.png"), LinkOption.NOFOLLOW_LINKS), "no result was there");
    }

    @Test
    void aFolderThatMayNotBeReadIsAFailureAndTheRestGoesOn() throws IOException {
        StrictFileSystem.addTo(LocalSpark.open().sparkContext().hadoopConfiguration());
        for (String name : List.of("a.png", "closed/b.png", "deep/closed/c.png", "deep/d.png", ".no/closed/e.png")) {
            Tree.picture(in, name);
        }
        Tree.picture(out, "closed/b.png");
        Path report = folder.resolve("report");
        JobRun run = JobRun.of("--input", "strict:" + in, "--output", "strict:" + out, "--report", report);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertEquals(Set.of("a.png", "closed/b.png", "deep/d.png"), Tree.of(out).keySet());
        for (String closed : List.of("closed", "deep/closed")) {
            assertTrue(run.err()
                    .contains("derain: strict:" + in.resolve(closed) + ": the folder cannot be read (Permission "
                            + "denied: user=tests, access=READ); the rest goes on without it.\n"),
                    run.err());
        }
        assertTrue(run.out().startsWith("2 of 4 pictures in ") && run.out().endsWith(", 2 failed\n"), run.out());
        assertEquals(4, LocalSpark.open().read().parquet(report.toString()).count());
    }

    @Test
    void colonsAndLineBreaksInNames() throws IOException {
        Tree.picture(in, "a:b.png");
        Tree.picture(in, "12:30/c.png");
        Tree.picture(in, "d\ne.png");
        assertEquals(0, Command.run(in, "-r", "-o", expected).exitCode());
        JobRun run = JobRun.of("--input", in, "--output", out);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(Tree.of(expected), Tree.of(out));
    }

    @Test
    void aDryRunDoesNothing() throws IOException {
        Tree.picture(in, "a.png", 500, 400);
        Tree.picture(in, "b.png", 500, 400);
        Tree.picture(in, "c.png", 500, 400);
        Tree.picture(out, "c.png");
        var before = new TreeSet<>(Tree.of(folder).keySet());
        JobRun run = JobRun.of("--input", in, "--output", out, "--dry-run", "--partitions", 1);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("Pictures to derain: 2 (0 MB); their results are there: 1; refused: 0"),
                run.out());
        assertTrue(run.out().contains("Tasks: 1; by headers 0.4 megapixels each, the largest 0.4"), run.out());
        assertEquals(before, Tree.of(folder).keySet());
    }
}
