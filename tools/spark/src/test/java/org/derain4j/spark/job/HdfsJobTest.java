package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.spark.Command;
import org.derain4j.spark.LocalSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on an HDFS of its own, which is Hadoop's default file system as on a cluster. */
class HdfsJobTest {

    private static final String DEFAULT = "fs.defaultFS";

    @TempDir
    private static File folder;

    private static MiniDFSCluster cluster;
    private static FileSystem files;
    private static Configuration configuration;
    private static String before;

    @BeforeAll
    static void begin() throws IOException {
        SparkSession spark = LocalSpark.open();
        configuration = spark.sparkContext().hadoopConfiguration();
        before = configuration.get(DEFAULT);
        Configuration own = new Configuration();
        own.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, new File(folder, "hdfs").getPath());
        cluster = new MiniDFSCluster.Builder(own).numDataNodes(1).build();
        cluster.waitActive();
        files = cluster.getFileSystem();
        configuration.set(DEFAULT, files.getUri().toString());
    }

    @AfterAll
    static void end() {
        configuration.set(DEFAULT, before);
        cluster.shutdown();
    }

    @Test
    void pathsWithoutASchemeAreOfTheDefaultFileSystem() throws IOException {
        java.nio.file.Path in = folder.toPath().resolve("in put");
        for (String name : List.of("a.png", "b.jpg", "deep/er/c.bmp", "deep/雨 1.tiff", ".hidden.png")) {
            Tree.picture(in, name);
        }
        Tree.text(in, "deep/broken.png", "no picture");
        java.nio.file.Path expected = folder.toPath().resolve("expected");
        Command.run(in, "-r", "-o", expected);
        files.copyFromLocalFile(new Path(in.toUri()), new Path("in put"));
        JobRun run = JobRun.of("--input", "in put/", "--output", "/results", "--report", "report");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        String broken = files.makeQualified(new Path("in put/deep/broken.png")) + ": not a PNG";
        assertTrue(run.err().contains(broken), run.err());
        java.nio.file.Path results = folder.toPath().resolve("results");
        files.copyToLocalFile(false, new Path("/results"), new Path(results.toUri()), true);
        assertEquals(Tree.of(expected), Tree.of(results));
        assertEquals(5, LocalSpark.open().read().parquet(files.makeQualified(new Path("report")).toString()).count());
        run = JobRun.of("--input", "in*", "--output", files.getUri() + "/results", "--dry-run");
        assertTrue(run.out().startsWith("Pictures to derain: 5 ("), "a pattern's results lie deeper: " + run.out());
        run = JobRun.of("--input", "in put", "--output", files.getUri() + "/results/");
        assertTrue(run.out().endsWith(", 1 failed, 4 skipped\n"), run.out());
    }

    @Test
    void aPathOfTheDriversOwnDiskIsNotThere() {
        String local = Files.exists(java.nio.file.Path.of("/tmp")) ? "/tmp" : "/";
        JobRun run = JobRun.of("--input", local, "--output", "/elsewhere");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertTrue(run.err().contains(files.getUri() + local + ": there is no such file or folder"), run.err());
        assertTrue(run.err().contains("check its spelling, and which file system it names"), run.err());
    }
}
