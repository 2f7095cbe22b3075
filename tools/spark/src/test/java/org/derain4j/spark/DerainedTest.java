package org.derain4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.derain4j.pictures.PictureWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables on two tasks in this JVM. */
class DerainedTest {

    private static final SparkSession SPARK = LocalSpark.open();

    @TempDir
    Path folder;

    @TempDir
    Path results;

    private Dataset<Row> pictures() {
        return SPARK.read().format("binaryFile").load(folder.toUri().toString()).repartition(4);
    }

    /** By file names. */
    private static Map<String, Row> rows(Dataset<Row> derained) {
        Map<String, Row> rows = new HashMap<>();
        for (Row row : derained.collectAsList()) {
            String path = row.getAs("path");
            rows.put(path.substring(path.lastIndexOf('/') + 1), row);
        }
        return rows;
    }

    private void requireBytesOfTheCommand(DerainOptions options, String... arguments) throws IOException {
        Command command = Command.run(Stream.concat(Stream.of(folder, "-o", results), Stream.of(arguments)).toArray());
        assertEquals(0, command.exitCode(), command.err());
        Map<String, Row> rows = rows(Derained.of(pictures(), "content", "dry", options));
        assertEquals(11, rows.size());
        for (Map.Entry<String, Row> row : rows.entrySet()) {
            assertEquals("done", row.getValue().getAs("status"), row.toString());
            String name = row.getKey();
            Path result = results.resolve(name);
            if (!Files.exists(result)) { // in another format
                result = results.resolve(name.substring(0, name.lastIndexOf('.') + 1) + options.format());
            }
            assertArrayEquals(Files.readAllBytes(result), row.getValue().<byte[]>getAs("dry"), name);
        }
    }

    @Test
    void everyKindOfPictureComesOutAsOfTheCommand() throws IOException {
        Fixtures.everyKind(folder);
        requireBytesOfTheCommand(DerainOptions.DEFAULT);
    }

    @Test
    void optionsAreThoseOfTheCommand() throws IOException {
        Fixtures.everyKind(folder);
        requireBytesOfTheCommand(
                DerainOptions.DEFAULT.withFormat("tiff").withStrength(0.5).withDepth(16).withStrip(true).withTile(64)
                        .withExact(true),
                "-f", "tiff", "--strength", "0.5", "--depth", "16", "--strip", "--tile", "64", "--exact");
    }

    @Test
    void inputColumnsStayAndResultsHaveTheirs() throws IOException {
        new PictureWriter().write(Fixtures.picture(64, 48, BufferedImage.TYPE_3BYTE_BGR, 1), folder.resolve("a.png"));
        Dataset<Row> derained = Derained.of(pictures(), "content", "dry", DerainOptions.DEFAULT);
        assertEquals(List.of("path", "modificationTime", "length", "content", "dry", "status", "message", "size",
                "milliseconds"), List.of(derained.columns()));
        Row row = derained.selectExpr("length", "content", "message", "size.width", "size.height", "milliseconds > 0")
                .first();
        assertEquals(Files.size(folder.resolve("a.png")), row.getLong(0));
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.png")), (byte[]) row.get(1));
        assertEquals(RowFactory.create("", 64, 48, true),
                RowFactory.create(row.get(2), row.get(3), row.get(4), row.get(5)));
    }

    @Test
    void whatIsNoPictureIsARowWithTheReason() throws IOException {
        Fixtures.broken(folder);
        Map<String, Row> rows = rows(Derained.of(pictures(), "content", "dry", DerainOptions.DEFAULT));
        assertEquals(3, rows.size()); // Spark leaves out files of no bytes
        for (Row row : rows.values()) {
            assertEquals("failed", row.getAs("status"));
            assertNull(row.getAs("dry"));
            String path = row.getAs("path");
            assertTrue(row.<String>getAs("message").startsWith(path + ": "), row.toString());
        }
        requireEnd("the PNG is damaged (it ends too early); get a whole copy, or take what is there with derain "
                + "--lenient.", rows.get("cut.png"));
        requireEnd(": not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says.", rows.get("text.jpg"));
        requireEnd(" (a larger spark.executor.memory helps).", rows.get("huge.png"));
        assertEquals(RowFactory.create(20_000, 20_000), rows.get("huge.png").getAs("size"));
        assertNull(rows.get("text.jpg").getAs("size"));
    }

    private static void requireEnd(String end, Row row) {
        String message = row.getAs("message");
        assertTrue(message.endsWith(end), message);
    }

    @Test
    void contentMayBeNullOrEmptyAndHaveNoPath() throws IOException {
        Dataset<Row> pictures = SPARK.createDataFrame(
                List.of(RowFactory.create((Object) null), RowFactory.create(new byte[0])),
                new StructType().add("a.picture", DataTypes.BinaryType)).coalesce(1);
        List<Row> rows = Derained.of(pictures, "A.PICTURE", "dry", DerainOptions.DEFAULT).select("status", "message")
                .collectAsList();
        assertEquals(List.of(RowFactory.create("failed", "picture: there is no content; leave it out."),
                RowFactory.create("failed", "picture: the file is empty; get a whole copy of it.")), rows);
    }

    /** As a join has them. */
    @Test
    void columnsMayHaveAnyNamesAndTheSameOnes() throws IOException {
        Dataset<Row> pictures = SPARK.createDataFrame(List.of(RowFactory.create(new byte[]{1}, 2, 3, 4, "a", "b", 7)),
                new StructType().add("con`te.nt", DataTypes.BinaryType).add("a.b", DataTypes.IntegerType)
                        .add("twice", DataTypes.IntegerType).add("Twice", DataTypes.IntegerType)
                        .add("path", DataTypes.StringType).add("PATH", DataTypes.StringType)
                        .add("*", DataTypes.IntegerType));
        Dataset<Row> derained = Derained.of(pictures, "con`te.nt", "dry `.*", DerainOptions.DEFAULT);
        assertEquals(List.of("con`te.nt", "a.b", "twice", "Twice", "path", "PATH", "*", "dry `.*", "status", "message",
                "size", "milliseconds"), List.of(derained.columns()));
        Row row = derained.first();
        assertEquals(3, row.getInt(2));
        assertEquals(4, row.getInt(3));
        assertEquals("failed", row.getString(8));
        assertTrue(row.getString(9).startsWith("picture: not a "), row.toString());
    }

    @Test
    void columnsThatDoNotFitAreRefused() {
        Dataset<Row> pictures = SPARK.createDataFrame(List.of(),
                new StructType().add("content", DataTypes.BinaryType).add("name", DataTypes.StringType));
        refused("there is no column `picture`; give one of content, name", pictures, "picture", "dry");
        refused("the column `name` is not binary; give one with the bytes of picture files, as the format binaryFile has "
                + "them", pictures, "name", "dry");
        String taken = "the output column `%s` is there already or is one of status, message, size, milliseconds; "
                + "give it another name";
        refused(taken.formatted("Content"), pictures, "content", "Content");
        refused(taken.formatted("status"), pictures, "content", "status");
        refused("the column `Size` is there already; rename it first", pictures.withColumnRenamed("name", "Size"),
                "content", "dry");
    }

    private static void refused(String sentence, Dataset<Row> pictures, String input, String output) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class,
                () -> Derained.of(pictures, input, output, DerainOptions.DEFAULT)).getMessage());
    }

    /** Each step of Spark's plan that names the function would call it. */
    @Test
    void aPictureIsDerainedOnceWhateverReadsIt() throws IOException {
        Fixtures.everyKind(folder);
        Dataset<Row> derained = Derained.of(pictures(), "content", "dry", DerainOptions.DEFAULT);
        Dataset<Row> failures = derained.filter("status = 'failed' AND milliseconds > 1").select("path", "message",
                "dry");
        String plan = failures.queryExecution().executedPlan().toString();
        assertEquals(2, plan.split("derain\\(content").length, plan);
        String count = derained.select("path").queryExecution().executedPlan().toString();
        assertEquals(1, count.split("derain\\(content").length, count);
    }

    @Test
    void aStreamIsDerainedAsItComes() throws Exception {
        Fixtures.everyKind(folder);
        Fixtures.broken(folder);
        Dataset<Row> stream = SPARK.readStream().format("binaryFile")
                .schema(SPARK.read().format("binaryFile").load(folder.toUri().toString()).schema())
                .option("maxFilesPerTrigger", 5).load(folder.toUri().toString());
        StreamingQuery query = Derained.of(stream, "content", "dry", DerainOptions.DEFAULT)
                .select("path", "dry", "status")
                .writeStream().format("parquet").option("checkpointLocation", results.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow()).start(results.resolve("table").toString());
        query.awaitTermination();
        Dataset<Row> table = SPARK.read().parquet(results.resolve("table").toString());
        assertEquals(11, table.filter("status = 'done' AND dry IS NOT NULL").count());
        assertEquals(3, table.filter("status = 'failed' AND dry IS NULL").count());
    }
}
