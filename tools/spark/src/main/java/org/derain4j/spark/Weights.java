package org.derain4j.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.derain4j.engine.Model;
import org.derain4j.engine.ModelException;
import org.derain4j.weights.PrintableText;

/**
 * A model on its way to executors: an embedded one by its name, as they have it themselves; a file by its bytes, which only the driver
 * has to reach. Either is known by its SHA-256.
 *
 * @param name   what it is called
 * @param sha256 of the file that the driver has seen
 * @param file   its bytes; null for an embedded one
 */
record Weights(String name, String sha256, Broadcast<byte[]> file) implements Serializable {

    /** With a scheme, as {@code hdfs://}; longer than a drive of Windows. */
    private static final String URI = "[A-Za-z][A-Za-z0-9+.-]+:.*";

    /** Opens it once, so that what is wrong with it is said before any task begins. */
    static Weights of(SparkSession spark, String name) throws IOException {
        if (name.matches(URI)) {
            return sent(spark, name, read(name, spark.sparkContext().hadoopConfiguration()));
        }
        Model model = Model.open(name);
        if (Model.embeddedNames().contains(name)) {
            return new Weights(name, model.sha256(), null);
        }
        Path file = Path.of(model.name()); // of a folder the only weights there
        if (!Files.isRegularFile(file)) {
            throw new ModelException(
                    ("%1$s: executors are sent one file, and a checkpoint is several; make one of it with "
                            + "`derain convert %1$s -o NAME.safetensors`").formatted(PrintableText.of(name)));
        }
        return sent(spark, model.name(), Files.readAllBytes(file));
    }

    private static byte[] read(String uri, Configuration hadoop) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            return in.readAllBytes();
        }
    }

    private static Weights sent(SparkSession spark, String name, byte[] bytes) throws IOException {
        String sha256 = Model.of(name, bytes).sha256();
        return new Weights(name, sha256, JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(bytes));
    }

    /** On an executor. */
    Model open() throws IOException {
        Model model = file == null ? Model.embedded(name) : Model.of(name, file.value());
        String here = model.sha256();
        if (!here.equals(sha256)) {
            throw new ModelException(
                    ("the model `%s` of this executor is not the driver's (SHA-256 %.12s..., there %.12s...): "
                            + "give driver and executors the same jar of Derain4J")
                            .formatted(PrintableText.of(name), here, sha256));
        }
        return model;
    }
}
