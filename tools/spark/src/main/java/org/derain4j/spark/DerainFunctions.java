package org.derain4j.spark;

import java.io.IOException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Functions for SQL. */
public final class DerainFunctions {

    private DerainFunctions() {}

    /**
     * Registers {@code derain(content)}, a picture file or NULL where it has failed, and {@code derain_result(content)}, a struct of
     * {@code content}, {@code status}, {@code message}, {@code size} and {@code milliseconds}, as {@link Derained} has them. Spark calls
     * a function anew where a query names it again, a filter included; {@link Derained} is computed once.
     *
     * @param spark   in this session
     * @param options how; {@link DerainOptions#of} has those of the session
     * @throws IOException if the model cannot be read, is damaged, or is no MSPFN
     */
    public static void register(SparkSession spark, DerainOptions options) throws IOException {
        Deraining deraining = Deraining.of(spark, options);
        UDF1<byte[], Row> outcome = new OutcomeFunction(deraining);
        spark.udf().register("derain", new DerainUdf(deraining), DataTypes.BinaryType);
        spark.udf().register("derain_result", outcome, OutcomeFunction.SCHEMA);
    }
}
