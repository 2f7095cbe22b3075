package org.derain4j.spark;

import org.apache.spark.sql.SparkSession;

/** A Spark of two tasks in this JVM, which all tests share. */
public final class LocalSpark {

    private LocalSpark() {}

    /** Stays open until the JVM ends. */
    public static SparkSession open() {
        SparkSession spark = SparkSession.builder().master("local[2]").appName("tests")
                .config("spark.ui.enabled", false).config("spark.sql.shuffle.partitions", 2).getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        return spark;
    }
}
