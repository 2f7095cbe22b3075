package org.derain4j.spark.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.Version;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.spark.DerainOptions;
import org.derain4j.spark.files.FileStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Derains pictures as they come into a folder, by Spark's structured streaming: each once, over restarts, too. */
@Command(name = "WatchPictures", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        usageHelpWidth = 100, synopsisHeading = "Usage:%n",
        customSynopsis = "  spark-submit --class org.derain4j.spark.job.WatchPictures JAR --input IN --output OUT "
                + "--checkpoint URI [options]",
        description = "%nRemoves rain from the pictures that are in a folder and from those that come, each once. Started again with "
                + "the same checkpoint it goes on where it ended, by whatever. Pictures must come whole: moved into the folder, or "
                + "uploaded to an object store. Names that begin with . or _, and empty files, are not seen.%n")
public final class WatchPictures implements Callable<Integer> {

    /** In the checkpoint, says whose it is. */
    private static final String FOLDERS = "derain-folders";

    @Option(names = "--input", paramLabel = "IN", required = true,
            description = "The folder that fills, with all that is below it.")
    private String input;

    @Option(names = "--output", paramLabel = "OUT", required = true,
            description = "The folder of the results, in the same tree as the pictures; is made where it is not there.")
    private String output;

    @Option(names = "--checkpoint", paramLabel = "URI", required = true,
            description = "A folder of this stream's own, where Spark notes which pictures are done.")
    private String checkpoint;

    @Option(names = "--report", paramLabel = "URI",
            description = "A table in Parquet with a row for each picture: path, result, status (done, failed or skipped), message, "
                    + "size, milliseconds; and stream and round. Default: the folder outcomes in that of --checkpoint.")
    private String report;

    @Option(names = "--once", description = "Do what is there, and end.")
    private boolean once;

    @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "10",
            description = "How often the folder is looked at. Default: 10.")
    private int seconds;

    @Option(names = "--round", paramLabel = "N", defaultValue = "1000",
            description = "How many new pictures a round takes at most; after each one they are noted as done. Default: 1000.")
    private int most;

    @Mixin
    private DerainingOptions deraining;

    @Spec
    private CommandSpec spec;

    private WatchPictures() {}

    /**
     * Runs the stream. Returns where all was done; else the process ends with its exit code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Program.main(new WatchPictures(), args);
    }

    /** The same in a process that goes on; returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.run(new WatchPictures(), out, err, args);
    }

    @Override
    public Integer call() throws IOException, TimeoutException {
        DerainOptions options = deraining.options();
        Failure.requireWithin("--every", seconds, 1, 86_400);
        Failure.requireWithin("--round", most, 1, 1_000_000);
        SparkSession spark = Program.session();
        FileStore store = new FileStore(spark.sparkContext().hadoopConfiguration());
        Places places = new Places(store);
        Path from = places.of("--input", input);
        requireFolder(store, from);
        Path to = places.output(output, List.of(from));
        Path notes = places.of("--checkpoint", checkpoint);
        Path table = report == null ? new Path(notes, "outcomes") : places.of("--report", report);
        requireOwn(store, new Path(notes, FOLDERS), from + "\n" + to + "\n");
        Rounds rounds = new Rounds(spark, store, from, to, PictureFormat.called(options.format()), options.workSize(),
                table, DerainingOptions.open(spark, options), spec.commandLine().getOut(),
                new ErrorLines(spec.commandLine().getErr(), false));
        places.requireWritable(to);
        StreamingQuery query = PictureStream.of(spark, from, most).writeStream().foreachBatch(rounds)
                .option("checkpointLocation", notes.toString())
                .trigger(once ? Trigger.AvailableNow() : Trigger.ProcessingTime(seconds, TimeUnit.SECONDS)).start();
        try {
            query.awaitTermination();
        } catch (StreamingQueryException e) {
            throw rounds.failure()
                    .orElseThrow(() -> Failure.input("the stream of " + input + " has ended: " + e.cause()));
        }
        return rounds.exitCode();
    }

    /** Of other folders Spark would take new pictures for done ones, or leave done ones out. */
    private void requireOwn(FileStore store, Path note, String folders) throws IOException {
        if (!store.of(note).exists(note)) {
            store.write(note, folders.getBytes(StandardCharsets.UTF_8));
        } else if (!folders.equals(new String(store.read(note), StandardCharsets.UTF_8))) {
            throw Failure.usage("--checkpoint " + checkpoint
                    + ": belongs to another --input or --output; give each stream a checkpoint of its own.");
        }
    }

    /** Spark takes it for a pattern where it can. */
    private void requireFolder(FileStore store, Path from) throws IOException {
        if (from.toString().chars().anyMatch(c -> "*?[]{}\\".indexOf(c) >= 0)) {
            throw Failure.usage(
                    "--input " + input + ": a stream is of one folder, and has none of *?[]{}\\ in its name; name "
                            + "another one.");
        }
        if (!store.of(from).exists(from) || !store.of(from).getFileStatus(from).isDirectory()) {
            throw Failure.input("--input " + input + ": there is no such folder; make it, or check its spelling.");
        }
    }
}
