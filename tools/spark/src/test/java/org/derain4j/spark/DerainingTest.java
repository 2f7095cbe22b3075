package org.derain4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.derain4j.engine.ModelException;
import org.derain4j.engine.PictureException;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.weights.WeightFormatException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One picture after the other, mostly without a task. */
class DerainingTest {

    private static final SparkSession SPARK = LocalSpark.open();

    /** Of the task to be given up. */
    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final AtomicBoolean ENDED = new AtomicBoolean();

    @TempDir
    Path folder;

    private Path file;
    private byte[] content;

    @BeforeEach
    void picture() throws IOException {
        file = folder.resolve("a.png");
        new PictureWriter().write(Fixtures.picture(97, 61, BufferedImage.TYPE_3BYTE_BGR, 1), file);
        content = Files.readAllBytes(file);
    }

    private Outcome derain(DerainOptions options) throws IOException {
        return Deraining.of(SPARK, options).derain(content, "hdfs://there/a.png", Optional.empty());
    }

    @Test
    void aPictureComesOutAsOfTheCommand() throws IOException {
        Outcome outcome = derain(DerainOptions.DEFAULT);
        assertEquals("", outcome.message());
        assertEquals(97, outcome.width());
        assertEquals(61, outcome.height());
        assertTrue(outcome.milliseconds() > 0);
        assertArrayEquals(Command.derained(file), outcome.content());
        BufferedImage dry = Deraining.of(SPARK, DerainOptions.DEFAULT).derain(new PictureReader().read(file).picture(),
                8);
        assertArrayEquals(pixels(Command.derained(file)), dry.getRGB(0, 0, 97, 61, null, 0, 97));
    }

    private static int[] pixels(byte[] png) throws IOException {
        BufferedImage picture = new PictureReader().read(new ByteArrayInputStream(png), Path.of("p")).picture();
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    @Test
    void theFormatAskedForGoesBeforeThatOfTheOptions() throws IOException {
        DerainOptions jpeg = DerainOptions.DEFAULT.withFormat("jpg").withQuality(60);
        assertArrayEquals(Command.derained(file, "-f", "jpg", "--quality", "60"), derain(jpeg).content());
        Outcome outcome = Deraining.of(SPARK, jpeg).derain(content, "a", Optional.of(PictureFormat.BMP));
        assertArrayEquals(Command.derained(file, "-f", "bmp"), outcome.content());
        assertEquals("hdfs://there/a.png: a JPEG has 8 bits a sample, not 16; choose png or tiff.",
                derain(DerainOptions.DEFAULT.withFormat("jpg").withDepth(16)).message());
    }

    @Test
    void whatIsCutShortIsTakenAsFarAsItGoesIfAskedFor() throws IOException {
        Path cut = folder.resolve("cut.jpg");
        new PictureWriter().write(Fixtures.picture(96, 64, BufferedImage.TYPE_3BYTE_BGR, 1), cut);
        byte[] whole = Files.readAllBytes(cut);
        content = Arrays.copyOf(whole, whole.length - 300);
        Files.write(cut, content);
        assertFalse(derain(DerainOptions.DEFAULT).done());
        Outcome lenient = derain(DerainOptions.DEFAULT.withLenient(true));
        assertArrayEquals(Command.derained(cut, "--lenient"), lenient.content(), lenient.message());
        assertTrue(lenient.message().contains("cut short"), lenient.message());
    }

    @Test
    void allThatTravelsIsSerialisable() throws Exception {
        Path tiny = Fixtures.tinyWeights(folder);
        for (String model : List.of("lite", tiny.toString())) {
            Deraining deraining = Deraining.of(SPARK, DerainOptions.DEFAULT.withModel(model));
            byte[] right = Command.derained(file, "-m", model);
            assertArrayEquals(right, copy(deraining).derain(content, "a", Optional.empty()).content());
            assertArrayEquals(right, copy(new OutcomeFunction(deraining)).call(content).getAs(0));
            assertArrayEquals(right, copy(new DerainUdf(deraining)).call(content));
            assertEquals(deraining.sha256(), copy(deraining).sha256());
            assertArrayEquals(right, copy(deraining.derain(content, "a", Optional.empty())).content());
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        assertTrue(bytes.size() < 20_000, "the weights go by broadcast, not with every task: " + bytes.size());
        return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    @Test
    void weightsMayLieAnywhereTheDriverReaches() throws IOException {
        Path tiny = Fixtures.tinyWeights(Files.createDirectory(folder.resolve("weights")));
        byte[] right = Command.derained(file, "-m", tiny.toString());
        for (String model : List.of(tiny.toString(), tiny.toUri().toString(), tiny.getParent().toString())) {
            assertArrayEquals(right, derain(DerainOptions.DEFAULT.withModel(model)).content(), model);
        }
        assertEquals(tiny.toUri().toString(),
                Deraining.of(SPARK, DerainOptions.DEFAULT.withModel(tiny.toUri().toString())).modelName());
    }

    @Test
    void weightsThatCannotBeUsedAreRefusedOnTheDriver() throws IOException {
        refused(ModelException.class, "there is no model `m17n1` on the class path, only lite: ", "m17n1");
        refused(NoSuchFileException.class, folder + "/none.safetensors", folder + "/none.safetensors");
        refused(FileNotFoundException.class, "File file:/none.safetensors does not exist", "file:/none.safetensors");
        refused(WeightFormatException.class, file + ": ", file.toString());
        refused(WeightFormatException.class, file.toUri() + ": ", file.toUri().toString());
        String checkpoint = System.getProperty("derain4j.root") + "/engine/src/test/resources/tiny_generator/tiny";
        refused(ModelException.class,
                checkpoint + ": executors are sent one file, and a checkpoint is several; make one of "
                        + "it with `derain convert " + checkpoint + " -o NAME.safetensors`",
                checkpoint);
    }

    private static void refused(Class<? extends IOException> type, String begin, String model) {
        String message = assertThrows(type, () -> Deraining.of(SPARK, DerainOptions.DEFAULT.withModel(model)))
                .getMessage();
        assertTrue(message.startsWith(begin), message);
    }

    /** A task that has lost a race, or whose job is cancelled, does not go on with a picture of a minute. */
    @Test
    @Timeout(120)
    void aTaskThatSparkGivesUpEndsInTheMiddleOfAPicture() throws Exception {
        Path large = folder.resolve("large.png");
        new PictureWriter().write(Fixtures.picture(2400, 1600, BufferedImage.TYPE_3BYTE_BGR, 1), large);
        byte[] bytes = Files.readAllBytes(large);
        Deraining deraining = Deraining.of(SPARK, DerainOptions.DEFAULT);
        deraining.derain(content, "a", Optional.empty());
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(SPARK.sparkContext());
        FutureTask<Long> job = new FutureTask<>(() -> {
            spark.setJobGroup("large", "to be cancelled", true);
            return spark.parallelize(List.of(1), 1).map(_ -> {
                BEGUN.countDown();
                Outcome outcome = deraining.derain(bytes, "large", Optional.empty());
                ENDED.set(true);
                return outcome;
            }).count();
        });
        Thread.ofPlatform().daemon().start(job);
        BEGUN.await();
        Thread.sleep(500);
        assertFalse(job.isDone());
        spark.cancelJobGroup("large");
        assertThrows(Exception.class, job::get);
        while (SPARK.sparkContext().statusTracker().getExecutorInfos()[0].numRunningTasks() > 0) {
            Thread.sleep(20);
        }
        assertFalse(ENDED.get(), "it has gone on to the end");
        assertTrue(deraining.derain(content, "a", Optional.empty()).done());
    }

    @Test
    void aDecodedPictureThatIsTooLargeIsTheCallersToTell() throws IOException {
        Deraining deraining = Deraining.of(SPARK, DerainOptions.DEFAULT);
        BufferedImage huge = new BufferedImage(20_000, 20_000, BufferedImage.TYPE_BYTE_BINARY);
        assertTrue(assertThrows(PictureException.class, () -> deraining.derain(huge, 8)).lacksRoom());
    }
}
