package org.derain4j.spark.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.eval.PictureScores;
import org.derain4j.cli.eval.Score;
import org.derain4j.engine.Model;
import org.derain4j.spark.Command;
import org.derain4j.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job of scores beside {@code derain eval}, on the same folders: the same figures to the last bit, the same sentences. */
class ScorePicturesTest {

    /** As the command's JSON has them. */
    private static final Pattern SCORES = Pattern.compile("""
            "picture": "(.+?)",\\s+"rainy": \\{\\s+"psnr": "?(.+?)"?,\\s+"ssim": (.+?)\\s+},\\s+\
            "result": \\{\\s+"psnr": "?(.+?)"?,\\s+"ssim": (.+?)\\s+}""");

    private static SparkSession spark;

    @TempDir
    Path folder;
    private Path rain;
    private Path clean;
    private Path result;
    private Path table;

    @BeforeAll
    static void open() {
        spark = LocalSpark.open();
    }

    @BeforeEach
    void putPictures() throws IOException {
        rain = Files.createDirectory(folder.resolve("rain"));
        clean = Files.createDirectory(folder.resolve("clean"));
        result = Files.createDirectory(folder.resolve("result"));
        table = folder.resolve("scores");
        for (int i = 0; i < 5; i++) {
            Scenery.save(Scenery.rainy(i, 48 + i, 40), rain.resolve("scene " + i + (i % 2 == 0 ? ".png" : ".jpg")));
            Scenery.save(Scenery.dry(i, 48 + i, 40), clean.resolve("scene " + i + ".png"));
            Scenery.save(Scenery.dry(i, 48 + i, 40), result.resolve("scene " + i + (i == 3 ? ".png" : ".jpg")));
        }
    }

    @Test
    void finishedResultsScoreAsWithTheCommand() {
        for (String mode : List.of("y", "full-y", "rgb")) {
            Command eval = ending(ExitCode.DONE, "eval", "--rain", rain, "--clean", clean, "--result", result,
                    "--mode", mode, "--json");
            JobRun run = score("--result", result, "--mode", mode, "--overwrite");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertEquals(scores(eval), scores(table));
            assertTrue(rows().values().stream()
                    .allMatch(row -> row.getAs("mode").equals(mode) && row.isNullAt(row.fieldIndex("model"))));
        }
        assertTrue(scores(table).stream().anyMatch(row -> Double.isInfinite(row.result().psnr())), "one is equal");
    }

    @Test
    void theNetworkScoresAsWithTheCommand() throws IOException {
        for (String rounding : List.of("official", "nearest")) {
            Command eval = ending(ExitCode.DONE, "eval", "--rain", rain, "--clean", clean, "--rounding",
                    rounding, "--json");
            JobRun run = score("--rounding", rounding, "--overwrite");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertEquals(scores(eval), scores(table));
        }
        Row row = rows().get("scene 3.jpg");
        assertEquals(Model.DEFAULT, row.getAs("model"));
        assertEquals(Model.open(Model.DEFAULT).sha256(), row.getAs("model_sha256"));
        assertEquals(51, (int) row.getAs("width"));
        assertEquals(40, (int) row.getAs("height"));
        assertTrue(row.<Double>getAs("milliseconds") > 0);
    }

    /** The heading, the means and what they are means of; the lines of the pictures are rows of the table. */
    @Test
    void meansArePrintedAsTheCommandPrintsThem() throws IOException {
        Files.delete(clean.resolve("scene 0.png"));
        List<String> eval = ending(ExitCode.DONE, "eval", "--rain", rain, "--clean", clean, "--result", result)
                .out().lines().filter(line -> !line.startsWith("scene ")).toList();
        JobRun run = score("--result", result);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(Stream.concat(eval.stream().takeWhile(line -> !line.startsWith("Left out")),
                Stream.of("Left out, 1 without a partner of the same name; the table says which.",
                        "A row for each picture: " + table))
                .toList(),
                run.out().lines().toList());
        assertTrue(eval.stream().anyMatch(line -> line.startsWith("mean of 4")), eval.toString());
    }

    @Test
    void whatHasNoScoresIsARowThatSaysWhy() throws IOException {
        Files.writeString(clean.resolve("scene 0.png"), "no picture");
        Scenery.save(Scenery.dry(1, 48, 41), result.resolve("scene 1.jpg"));
        Scenery.save(Scenery.rainy(2, 48, 10), rain.resolve("scene 2.png"));
        Scenery.save(Scenery.dry(2, 48, 10), clean.resolve("scene 2.png"));
        Files.write(rain.resolve("scene 3.jpg"), new byte[0]);
        Scenery.save(Scenery.dry(9, 48, 40), rain.resolve("alone.png"));
        Scenery.save(Scenery.dry(9, 48, 40), clean.resolve("dry.png"));
        Scenery.save(Scenery.dry(9, 48, 40), rain.resolve(".hidden.png"));
        Command eval = ending(ExitCode.INPUT_FAILED, "eval", "--rain", rain, "--clean", clean, "--result",
                result, "--json");
        JobRun run = score("--result", result);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode(), run.err());
        assertEquals(eval.err(), run.err(), "in the order of the names, word for word");
        assertEquals(scores(eval), scores(table));
        Map<String, Row> rows = rows();
        assertEquals(7, rows.size(), rows.toString());
        assertEquals(eval.err().lines().toList(), rows.values().stream()
                .filter(row -> row.getAs("status").equals("failed")).map(row -> "derain: " + row.getAs("message"))
                .toList());
        for (int i = 0; i < 4; i++) {
            Row row = rows.get("scene " + i + (i % 2 == 0 ? ".png" : ".jpg"));
            assertNull(row.getAs("rainy_psnr"));
            assertNull(row.getAs("result_ssim"));
        }
        assertEquals("unmatched", rows.get("alone.png").getAs("status"));
        assertEquals(rain.resolve("alone.png") + ": no file of the same name in " + clean + " and in " + result + ".",
                rows.get("alone.png").getAs("message"));
        assertEquals(clean.resolve("dry.png") + ": no file of the same name in " + rain + " and in " + result + ".",
                rows.get("dry.png").getAs("message"));
    }

    @Test
    void partnersInTreesLieAtTheSamePlace() throws IOException {
        Scenery.save(Scenery.rainy(7, 40, 40), rain.resolve("a.b/one.png"));
        Scenery.save(Scenery.dry(7, 40, 40), clean.resolve("a.b/one.bmp"));
        Scenery.save(Scenery.dry(8, 40, 40), result.resolve("a.b/one.png"));
        assertEquals(5, scores(run("--result", result)).size());
        List<PictureScores> all = scores(run("--result", result, "--overwrite", "-r"));
        assertEquals(6, all.size());
        assertEquals("a.b/one.png", all.getFirst().picture());
        Command eval = ending(ExitCode.DONE, "eval", "--rain", rain.resolve("a.b"), "--clean",
                clean.resolve("a.b"), "--result", result.resolve("a.b"), "--json");
        assertEquals(scores(eval).getFirst().result(), all.getFirst().result());
    }

    @Test
    void anExistingTableIsReplacedOnlyIfAsked() {
        assertEquals(ExitCode.DONE, score("--result", result).exitCode());
        JobRun again = score("--result", result);
        assertEquals(ExitCode.USAGE, again.exitCode());
        assertEquals("derain: --output " + table + " exists already; add --overwrite to replace it.\n", again.err());
    }

    @Test
    void theMeansAreReadBackFromTablesOfAnyFormat() throws IOException {
        List<String> parquet = score("--result", result).out().lines().toList();
        for (String format : List.of("orc", "json", "csv")) {
            JobRun run = score("--result", result, "--table", format, "--overwrite");
            assertEquals(ExitCode.DONE, run.exitCode(), run.err());
            assertEquals(parquet, run.out().lines().toList());
        }
        JobRun run = score("--result", result, "--table", "text", "--overwrite");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().startsWith("derain: --table text: Spark cannot write the scores so (")
                && run.err().endsWith("); give parquet.\n") && run.err().lines().count() == 1, run.err());
    }

    @Test
    void whatAKilledRunHasLeftIsReplaced() throws IOException {
        Tree.text(table, "_temporary/0/_temporary/attempt_1/part-00000.parquet", "half");
        assertEquals(5, scores(run("--result", result, "--overwrite")).size());
        assertFalse(Files.exists(table.resolve("_temporary")));
    }

    /** Spark itself would remove all that is in the folder. */
    @Test
    void noOverwritingRemovesPictures() throws IOException {
        for (Path place : List.of(clean, folder, Files.createDirectories(folder.resolve("a/b")).getParent())) {
            JobRun run = score("--result", result, "--overwrite", "--output", place);
            assertEquals(ExitCode.USAGE, run.exitCode(), run.out());
            assertTrue(run.err().startsWith("derain: --output file:" + place + ": "), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
        assertTrue(Files.exists(clean.resolve("scene 0.png")));
        assertTrue(Files.exists(folder.resolve("a/b")));
    }

    @Test
    void impossibleRequestsAreOneSentence() throws IOException {
        JobRun run = score("--result", folder);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + rain + ": none of its files has a partner of the same name in " + clean + " and "
                + folder + ".\n", run.err());
        run = score("--result", result, "-m", "lite");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --result scores finished pictures, no network runs: leave -m out.\n", run.err());
        run = score("--result", folder.resolve("nowhere"));
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + folder.resolve("nowhere") + ": no such file or folder.\n", run.err());
        run = score("--table", "nosuch");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("derain: --table nosuch: Spark has nothing here that writes it; give parquet, or add its jars.\n",
                run.err());
        run = score("-m", "nosuch");
        assertEquals(ExitCode.MODEL, run.exitCode(), run.err());
        Scenery.save(Scenery.dry(1, 40, 40), rain.resolve("scene 0.bmp"));
        run = score("--result", result);
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + rain.resolve("scene 0.bmp")
                + " and scene 0.png differ in the ending alone; leave one of them in the folder.\n", run.err());
        assertFalse(Files.exists(table));
    }

    private static Command ending(int code, Object... words) {
        Command run = Command.run(words);
        assertEquals(code, run.exitCode(), run.err());
        return run;
    }

    private Path run(Object... more) {
        JobRun run = score(more);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        return table;
    }

    private JobRun score(Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("--input", rain, "--truth", clean));
        words.addAll(List.of(more));
        if (!words.contains("--output")) {
            words.addAll(List.of("--output", table));
        }
        return JobRun.of(ScorePictures::run, words.toArray());
    }

    private Map<String, Row> rows() {
        return spark.read().parquet(table.toString()).collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getAs("picture"), row -> row, (a, b) -> {
                    throw new AssertionError("twice: " + a);
                }, TreeMap::new));
    }

    private List<PictureScores> scores(Path parquet) {
        return spark.read().parquet(parquet.toString()).where("status = 'done'").orderBy("picture").collectAsList()
                .stream().map(row -> new PictureScores(row.getAs("picture"),
                        new Score(row.getAs("rainy_psnr"), row.getAs("rainy_ssim")),
                        new Score(row.getAs("result_psnr"), row.getAs("result_ssim"))))
                .toList();
    }

    private static List<PictureScores> scores(Command eval) {
        Matcher scores = SCORES.matcher(eval.out());
        List<PictureScores> rows = new ArrayList<>();
        while (scores.find()) {
            rows.add(new PictureScores(scores.group(1), new Score(number(scores, 2), number(scores, 3)),
                    new Score(number(scores, 4), number(scores, 5))));
        }
        assertFalse(rows.isEmpty(), eval.out());
        return rows;
    }

    private static double number(Matcher scores, int group) {
        return Double.parseDouble(scores.group(group));
    }
}
