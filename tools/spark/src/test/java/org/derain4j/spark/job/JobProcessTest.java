package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** The program as a process: how it begins, and how it ends. */
class JobProcessTest {

    private static final String LOCAL = "spark.master=local[2]";
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void folders() {
        in = folder.resolve("in");
        out = folder.resolve("out");
    }

    @Test
    void itEndsByItselfAlsoWithAnotherSerializer() throws Exception {
        Tree.picture(in, "a.png");
        Tree.picture(in, "b.png");
        Tree.picture(in, "c.png");
        JobProcess job = JobProcess.of(folder, List.of(LOCAL,
                "spark.serializer=org.apache.spark.serializer.KryoSerializer"), "--input", in, "--output", out,
                "--report", folder.resolve("report"));
        assertEquals(0, job.exitCode(), job.printed());
        assertTrue(job.printed().contains("3 pictures in "), job.printed());
        assertEquals(3, Tree.of(out).size());
    }

    @Test
    void withoutAClusterThereIsOneSentence() throws Exception {
        Tree.picture(in, "a.png");
        JobProcess job = JobProcess.of(folder, List.of(), "--input", in, "--output", out);
        assertEquals(ExitCode.USAGE, job.exitCode(), job.printed());
        assertTrue(job.printed().contains("derain: no cluster is named; start this by spark-submit with --master"),
                job.printed());
    }

    @Test
    void whySparkDoesNotStartIsOneSentence() throws Exception {
        Tree.picture(in, "a.png");
        JobProcess job = JobProcess.of(folder, List.of("spark.master=local[x]"), "--input", in, "--output", out);
        assertEquals(ExitCode.USAGE, job.exitCode(), job.printed());
        assertTrue(job.printed()
                .contains("derain: Spark does not start (Could not parse Master URL: 'local[x]'); mend its "
                        + "settings.\n"),
                job.printed());
    }

    /** A program that prints what it has of Spark. */
    static final class Limit {

        private Limit() {}

        public static void main(String[] args) {
            System.out.println("limit: " + Program.session().sparkContext().conf().get("spark.driver.maxResultSize"));
        }
    }

    @Test
    void outcomesOfAnyNumberOfPicturesAreTaken() throws Exception {
        JobProcess job = JobProcess.of(Limit.class, folder, List.of(LOCAL));
        assertEquals(0, job.exitCode(), job.printed());
        assertTrue(job.printed().contains("limit: 0\n"), job.printed());
        job = JobProcess.of(Limit.class, folder, List.of(LOCAL, "spark.driver.maxResultSize=3g"));
        job.exitCode();
        assertTrue(job.printed().contains("limit: 3g\n"), job.printed());
    }

    @Command(name = "Failing")
    private record Failing(Throwable cause) implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            if (cause instanceof Error error) {
                throw error;
            }
            throw (Exception) cause;
        }
    }

    private static String failing(int exitCode, Throwable cause) {
        StringWriter err = new StringWriter();
        assertEquals(exitCode,
                Program.run(new Failing(cause), new PrintWriter(new StringWriter()), new PrintWriter(err, true)));
        return err.toString();
    }

    @Test
    void aBugIsToldWithItsTraceAndALackOfMemoryWithTheDriversRemedy() {
        String bug = failing(ExitCode.INTERNAL, new IllegalStateException("odd"));
        assertTrue(bug.startsWith(
                "derain: 'Failing': internal error (java.lang.IllegalStateException: odd), please report it.\n"),
                bug);
        assertTrue(bug.contains("\tat " + JobProcessTest.class.getName()), bug);
        assertEquals("derain: the driver has not enough memory (Java heap space); give it more, by --driver-memory of "
                + "spark-submit, or by -Xmx in DERAIN_OPTS.\n",
                failing(ExitCode.NO_ROOM, new OutOfMemoryError("Java heap space")));
    }

    @Test
    void anInterruptionLeavesWholeFilesAndTheNextRunGoesOn() throws Exception {
        for (int i = 0; i < 24; i++) {
            Tree.picture(in, "p" + i + ".png", 400, 300);
        }
        JobProcess job = JobProcess.of(folder, List.of(LOCAL), "--input", in, "--output", out);
        while (job.process().isAlive() && files(out) < 5) {
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(job.process().pid())).start().waitFor();
        assertEquals(INTERRUPTED, job.exitCode(), job.printed());
        long done = files(out);
        assertTrue(done >= 5 && done < 24, "done: " + done);
        assertTrue(job.printed().contains("interrupted; the same command goes on from there"), job.printed());
        assertFalse(job.printed().contains("internal error"), job.printed());
        JobRun run = JobRun.of("--input", in, "--output", out);
        assertTrue(run.out().startsWith(24 - done + " of 24 pictures in ") && run.out().endsWith(", " + done
                + " skipped\n"), run.out());
        Path whole = folder.resolve("whole");
        JobRun.of("--input", in, "--output", whole);
        assertEquals(Tree.of(whole), Tree.of(out));
    }

    private static long files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
        }
    }
}
