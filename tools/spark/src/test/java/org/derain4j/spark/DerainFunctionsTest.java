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
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.derain4j.engine.Rounding;
import org.derain4j.pictures.PictureWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers of SQL and Python name, and how they set it. */
class DerainFunctionsTest {

    private final SparkSession spark = LocalSpark.open().newSession();

    @TempDir
    Path folder;

    private Path picture;

    @BeforeEach
    void pictures() throws IOException {
        picture = folder.resolve("a.png");
        new PictureWriter().write(Fixtures.picture(64, 48, BufferedImage.TYPE_3BYTE_BGR, 1), picture);
        Files.writeString(folder.resolve("b.png"), "no picture");
        spark.read().format("binaryFile").load(folder.toUri().toString()).createOrReplaceTempView("pictures");
    }

    @Test
    void functionsAreCalledByName() throws IOException {
        DerainFunctions.register(spark, DerainOptions.DEFAULT.withStrength(0.5));
        byte[] right = Command.derained(picture, "--strength", "0.5");
        Row dry = spark.sql("SELECT derain(content), derain(NULL) FROM pictures WHERE path LIKE '%a.png'").first();
        assertArrayEquals(right, (byte[]) dry.get(0));
        assertNull(dry.get(1));
        Row outcome = spark.sql("SELECT r.*, r.size.width FROM (SELECT derain_result(content) r FROM pictures "
                + "WHERE path LIKE '%a.png')").first();
        assertArrayEquals(right, outcome.getAs("content"));
        assertEquals("done", outcome.getAs("status"));
        assertEquals(64, outcome.<Integer>getAs("width"));
        Row failed = spark.sql("SELECT derain(content), derain_result(content).message FROM pictures WHERE path LIKE "
                + "'%b.png'").first();
        assertNull(failed.get(0));
        assertEquals("picture: not a PNG, JPEG, BMP, WebP or TIFF picture, whatever its name says.", failed.get(1));
    }

    /** As Python's registerJavaFunction makes it. */
    @Test
    void aClassIsRegisteredByItsNameWithTheSettingsOfTheSession() throws Exception {
        spark.conf().set("spark.derain4j.strength", "0.25");
        SparkSession.setActiveSession(spark);
        DerainUdf function = (DerainUdf) Class.forName("org.derain4j.spark.DerainUdf").getConstructor().newInstance();
        spark.udf().register("dry", function, DataTypes.BinaryType);
        Row row = spark.sql("SELECT dry(content) FROM pictures WHERE path LIKE '%a.png'").first();
        assertArrayEquals(Command.derained(picture, "--strength", "0.25"), (byte[]) row.get(0));
    }

    @Test
    void settingsBecomeOptions() {
        assertEquals(DerainOptions.DEFAULT, DerainOptions.of(spark));
        DerainOptions all = Settings.of(Map.ofEntries(Map.entry("spark.derain4j.model", "m.safetensors"),
                Map.entry("spark.derain4j.strength", "1.5"), Map.entry("spark.derain4j.workSize", "640"),
                Map.entry("spark.derain4j.tile", "128"), Map.entry("spark.derain4j.exact", "TRUE"),
                Map.entry("spark.derain4j.format", "jpeg"), Map.entry("spark.derain4j.depth", "8"),
                Map.entry("spark.derain4j.quality", "90"), Map.entry("spark.derain4j.strip", "true"),
                Map.entry("spark.derain4j.lenient", "true"), Map.entry("spark.derain4j.rounding", "official"),
                Map.entry("spark.executor.memory", "4g")));
        assertEquals(new DerainOptions("m.safetensors", 1.5, 640, 128, true, "jpeg", 8, 90, true, true,
                Rounding.OFFICIAL), all);
        refused("spark.derain4j.strength: strength is 2.0; give 0 to 1.5", "strength", "2");
        refused("spark.derain4j.depth is high; give a number", "depth", "high");
        refused("spark.derain4j.strip: it is yes; give true or false", "strip", "yes");
        String unknown = assertThrows(IllegalArgumentException.class,
                () -> Settings.of(Map.of("spark.derain4j.colour", "1"))).getMessage();
        assertTrue(unknown.startsWith("there is no setting spark.derain4j.colour; give one of spark.derain4j.depth, "),
                unknown);
    }

    private static void refused(String sentence, String name, String value) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class,
                () -> Settings.of(Map.of("spark.derain4j." + name, value))).getMessage());
    }
}
