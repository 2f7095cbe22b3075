package org.derain4j.spark.job;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The files of a folder and those that come, each once, as Spark's source of binary files tells of them. */
final class PictureStream {

    static final String PATH = "path";

    private static final StructType COLUMNS = new StructType().add(PATH, DataTypes.StringType)
            .add("modificationTime", DataTypes.TimestampType).add("length", DataTypes.LongType)
            .add("content", DataTypes.BinaryType);

    /** Spark passes over what is this much older than the newest file that it has seen; photos come with times of their own. */
    private static final String ANY_AGE = "36500d";

    private PictureStream() {}

    /**
     * Their paths: what is in them is read by who derains them, so that a file that cannot be read fails alone.
     *
     * @param most files of a round
     */
    static Dataset<Row> of(SparkSession spark, Path folder, int most) {
        return spark.readStream().format("binaryFile").schema(COLUMNS).option("recursiveFileLookup", true)
                .option("maxFilesPerTrigger", most).option("maxFileAge", ANY_AGE).option("ignoreMissingFiles", true)
                .load(folder.toString()).select(PATH);
    }
}
