package org.derain4j.spark.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.Version;
import org.derain4j.cli.eval.EvaluationText;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.engine.Rounding;
import org.derain4j.spark.DerainOptions;
import org.derain4j.spark.Deraining;
import org.derain4j.spark.files.FileStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job of scores: what {@code derain eval} says of pictures and their results, a row each in a table. */
@Command(name = "ScorePictures", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        usageHelpWidth = 100, synopsisHeading = "Usage:%n",
        customSynopsis = "  spark-submit --class org.derain4j.spark.job.ScorePictures JAR --input RAINY --truth CLEAN "
                + "[--result DRY] --output TABLE [options]",
        description = "Scores the network, or any other's finished results, against clean pictures: PSNR and SSIM of each "
                + "rainy picture and of its result as a row of a table, and their means, as `derain eval` has them. "
                + "Files belong together by name, whatever the ending; a picture that has no scores is a row that says why.")
public final class ScorePictures implements Callable<Integer> {

    private static final int MOST_LINES = 20;
    /** Small enough that no task is long, where pictures differ. */
    private static final int TASKS_A_CORE = 8;
    /** What a lost executor makes others do again, at most. */
    private static final int SCENES_A_TASK = 500;

    @Option(names = "--input", paramLabel = "URI", required = true, description = "Folder of rainy pictures.")
    private String input;

    @Option(names = "--truth", paramLabel = "URI", required = true, description = "Folder of the clean pictures.")
    private String truth;

    @Option(names = "--result", paramLabel = "URI",
            description = "Scores the finished results in this folder instead of running the network.")
    private String result;

    @Option(names = "--output", paramLabel = "URI", required = true, description = "Where the table goes, a folder.")
    private String output;

    @Option(names = "--table", paramLabel = "FORMAT", defaultValue = "parquet",
            description = "The table's format: any that Spark writes here, as parquet, or delta with Delta's jars. "
                    + "Default: parquet.")
    private String table;

    @Option(names = "--overwrite", description = "Replace a table that exists already.")
    private boolean overwrite;

    @Option(names = {"-r", "--recursive"},
            description = "Take the folders in a folder, too; partners lie at the same place in their trees.")
    private boolean recursive;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "y",
            description = "y: Y of MATLAB's rgb2ycbcr, 16..235, rounded to 8 bits; what papers on deraining report. "
                    + "full-y: 0.299 R + 0.587 G + 0.114 B, not rounded. rgb: PSNR of the error over all channels, SSIM "
                    + "the mean of the three. Default: y.")
    private ScoreMode mode;

    @Option(names = "--rounding", paramLabel = "HOW", defaultValue = "official",
            description = "How the network's results become bytes: official truncates as the published code does, nearest "
                    + "rounds, as pictures for people are. Default: official.")
    private Rounding rounding;

    @Mixin
    private NetworkOptions network;

    @Spec
    private CommandSpec spec;

    private SparkSession spark;

    private ScorePictures() {}

    /**
     * Runs the job. Returns where all was done; else the process ends with its exit code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Program.main(new ScorePictures(), args);
    }

    /** The same in a process that goes on; returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return Program.run(new ScorePictures(), out, err, args);
    }

    @Override
    public Integer call() throws IOException {
        if (result != null && network.given().isPresent()) {
            throw Failure.usage(
                    "--result scores finished pictures, no network runs: leave " + network.given().get() + " out.");
        }
        DerainOptions options = network.options().withRounding(rounding);
        spark = Program.session();
        FileStore store = new FileStore(spark.sparkContext().hadoopConfiguration());
        Places places = new Places(store);
        List<Path> folders = new ArrayList<>(List.of(places.of("--input", input), places.of("--truth", truth)));
        if (result != null) {
            folders.add(places.of("--result", result));
        }
        checkTable(store, places.of("--output", output), folders);
        List<Scene> scenes = scenes(store, folders);
        if (scenes.stream().noneMatch(Scene::isWhole)) {
            throw Failure.input(input + ": none of its files has a partner of the same name in "
                    + (result == null ? truth : truth + " and " + result) + ".");
        }
        Optional<Deraining> deraining = result == null
                ? Optional.of(DerainingOptions.open(spark, options))
                : Optional.empty();
        write(scenes, scoring(store, deraining));
        DataFrameReader reader = spark.read().format(table);
        // Not all formats keep names and types; Delta does, and takes none.
        return tell((table.equalsIgnoreCase("delta") ? reader : reader.schema(ScoreTable.SCHEMA)).load(output),
                deraining);
    }

    /** Spark replaces whatever is there. */
    private void checkTable(FileStore store, Path place, List<Path> folders) throws IOException {
        if (!overwrite && store.of(place).exists(place)) {
            throw Failure.usage("--output " + output + " exists already; add --overwrite to replace it.");
        }
        Report.check(store, "--output", place, folders);
    }

    private List<Scene> scenes(FileStore store, List<Path> folders) throws IOException {
        Scenes scenes = new Scenes(store, recursive);
        for (Path folder : folders) {
            scenes.add(folder);
        }
        return scenes.all();
    }

    private Scoring scoring(FileStore store, Optional<Deraining> deraining) {
        Subject subject = new Subject(mode.toString(), deraining.map(Deraining::modelName).orElse(null),
                deraining.map(Deraining::sha256).orElse(null));
        return new Scoring(store, subject, mode, deraining, spark.sparkContext().longAccumulator("pictures"),
                spark.sparkContext().longAccumulator("failures"));
    }

    private void write(List<Scene> scenes, Scoring scoring) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        context.setJobDescription("scores of " + scenes.size() + " pictures");
        int size = Math.clamp(scenes.size() / (TASKS_A_CORE * context.defaultParallelism()), 1, SCENES_A_TASK);
        List<byte[]> parcels = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i += size) {
            parcels.add(Parcel.of(scenes.subList(i, Math.min(i + size, scenes.size()))));
        }
        Dataset<Row> scores = spark.createDataFrame(context.parallelize(parcels, parcels.size()).flatMap(scoring),
                ScoreTable.SCHEMA);
        try {
            scores.write().format(table).mode(overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists).save(output);
        } catch (Exception e) { // Scala does not declare them
            if (e instanceof ClassNotFoundException) {
                throw Failure.usage(
                        "--table " + table + ": Spark has nothing here that writes it; give parquet, or add its jars.");
            }
            if (e instanceof AnalysisException) {
                throw Failure.usage("--table " + table + ": Spark cannot write the scores so ("
                        + PictureJob.reason(e) + "); give parquet.");
            }
            if (e instanceof SparkException) {
                throw Failure.input("Spark has given up (" + PictureJob.reason(e)
                        + "); start it again with --overwrite.");
            }
            throw e;
        }
    }

    /** What the command prints, but for the lines of the pictures: those are in the table. */
    private int tell(Dataset<Row> scores, Optional<Deraining> deraining) {
        PrintWriter out = spec.commandLine().getOut();
        ErrorLines errors = new ErrorLines(spec.commandLine().getErr(), false);
        ScoreTable.Sums sums = ScoreTable.sums(scores);
        if (sums.failed() > 0) {
            ScoreTable.failures(scores, MOST_LINES).forEach(errors::print);
        }
        if (sums.failed() > MOST_LINES) {
            errors.print((sums.failed() - MOST_LINES) + " more have failed; the table in " + output + " says why");
        }
        if (sums.done() == 0) {
            throw Failure.input("none of the " + sums.failed() + " pictures has scores.");
        }
        deraining.ifPresentOrElse(used -> {
            out.println("model: " + used.modelName());
            out.println("rounding: " + rounding.name().toLowerCase(Locale.ROOT));
        }, () -> out.println("result: " + result));
        out.println(EvaluationText.heading());
        out.println(EvaluationText.means(sums.done(), sums.rainy(), sums.result(), mode));
        if (sums.unmatched() > 0) {
            out.println("Left out, " + sums.unmatched() + " without a partner of the same name; the table says which.");
        }
        out.println("A row for each picture: " + output);
        out.flush();
        return sums.failed() == 0 ? ExitCode.DONE : ExitCode.INPUT_FAILED;
    }
}
