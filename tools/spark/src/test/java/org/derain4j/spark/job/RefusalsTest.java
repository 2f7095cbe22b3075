package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.derain4j.cli.common.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the job does not do, and its sentences: one each, before any work. */
class RefusalsTest {

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        in = folder.resolve("in");
        out = folder.resolve("out");
        Tree.picture(in, "a.png");
    }

    private void refused(int exitCode, String sentence, Object... arguments) throws IOException {
        var before = Tree.of(folder);
        JobRun run = JobRun.of(arguments);
        assertTrue(run.err().contains(sentence), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("derain: ") && run.err().endsWith("\n"), run.err());
        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals("", run.out());
        assertEquals(before, Tree.of(folder));
    }

    @Test
    void inputs() throws IOException {
        refused(ExitCode.INPUT_FAILED, "in/none: there is no such file or folder; check its spelling", "--input",
                in.resolve("none"), "--output", out);
        refused(ExitCode.INPUT_FAILED, "nor anything of this pattern", "--input", in, in + "/*.jpg", "--output", out);
        refused(ExitCode.USAGE, "Missing required option: '--input=IN'", "--output", out);
        refused(ExitCode.USAGE,
                "--input none://x/y: No FileSystem for scheme \"none\"; give a path or a URI of a file system",
                "--input", "none://x/y", "--output", out);
        refused(ExitCode.USAGE, "--packages org.apache.hadoop:hadoop-aws:3.", "--input", "none://x/y", "--output", out);
        refused(ExitCode.USAGE, "--input : ", "--input", "", "--output", out);
        refused(ExitCode.USAGE, "Unmatched argument", in, "--input", in, "--output", out);
    }

    @Test
    void anEmptyFolderIsNoFailure() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        JobRun run = JobRun.of("--input", empty, "--output", out);
        assertEquals(0, run.exitCode());
        assertTrue(run.out().startsWith("0 pictures in "), run.out());
        assertTrue(run.err().contains("note: no pictures in " + empty), run.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void outputs() throws IOException {
        refused(ExitCode.USAGE, "--output " + in + "/: the results would overwrite the pictures of --input", "--input",
                in,
                "--output", in + "/");
        Path link = Files.createSymbolicLink(folder.resolve("link"), in);
        refused(ExitCode.USAGE, "--output " + link + ": the results would overwrite", "--input", in, "--output", link);
        refused(ExitCode.USAGE, "--output " + in.resolve("a.png") + ": is a file; name a folder.", "--input", in,
                "--output", in.resolve("a.png"));
        refused(ExitCode.USAGE, "a.png/sub: nothing can be written there (", "--input", in, "--output",
                in.resolve("a.png/sub"));
        refused(ExitCode.USAGE, "Missing required option: '--output=OUT'", "--input", in);
        refused(ExitCode.USAGE, "/proc/none: nothing can be written there (", "--input", in, "--output", "/proc/none");
    }

    @Test
    void reports() throws IOException {
        refused(ExitCode.USAGE, ": is the folder ", "--input", in, "--output", out, "--report", out);
        refused(ExitCode.USAGE, ": has in it the folder ", "--input", in, "--output", out, "--report", folder);
        Tree.text(folder, "mine/precious.txt", "keep");
        refused(ExitCode.USAGE, ": is no table but something else, which would be lost", "--input", in, "--output",
                out,
                "--report", folder.resolve("mine"));
        refused(ExitCode.USAGE, ": is no table but something else, which would be lost", "--input", in, "--output",
                out,
                "--report", folder.resolve("mine/precious.txt"));
    }

    @Test
    void values() throws IOException {
        Object[][] wrong = {{"--partitions", 0, "--partitions is 0; give 1 or more."},
            {"--partitions", "x", "Invalid value for option '--partitions': 'x' is not an int"},
            {"--strength", 2, "--strength is 2.0; give 0 to 1.5."}, {"--depth", 12, "--depth is 12; give 8 or 16."},
            {"--depth", 0, "--depth is 0; give a number above 0"},
            {"--quality", 101, "--quality is 101; give 1 to 100."},
            {"-f", "gif", "--format is gif; give png, jpg, webp, bmp or tiff."},
            {"--work-size", 5, "--work-size is 5; give at least 64 pixels"},
            {"--tile", 65, "--tile is 65; give a multiple"},
            {"--colour", "red", "Unknown options: '--colour', 'red'"}};
        for (Object[] option : wrong) {
            refused(ExitCode.USAGE, option[2].toString(), "--input", in, "--output", out, option[0], option[1]);
        }
    }

    @Test
    void weights() throws IOException {
        refused(ExitCode.MODEL, "nosuch", "--input", in, "--output", out, "-m", "nosuch");
        refused(ExitCode.MODEL, "none.safetensors", "--input", in, "--output", out, "-m",
                folder.resolve("none.safetensors"));
        Path damaged = Tree.text(folder, "damaged.safetensors", "nothing of that kind");
        refused(ExitCode.MODEL, "damaged.safetensors", "--input", in, "--output", out, "-m", damaged);
        refused(ExitCode.MODEL, "damaged.safetensors", "--input", in, "--output", out, "-m", damaged.toUri());
    }

    @Test
    void helpAndVersion() {
        JobRun help = JobRun.of("--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("--partitions") && help.out().contains("spark-submit --class "), help.out());
        JobRun version = JobRun.of("--version");
        assertTrue(version.out().startsWith("derain "), version.out());
    }
}
