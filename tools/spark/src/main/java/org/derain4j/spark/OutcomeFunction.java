package org.derain4j.spark;

import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From a picture's content, and what messages call it, to its outcome as a row.
 *
 * @param deraining does it
 */
record OutcomeFunction(Deraining deraining) implements UDF1<byte[], Row>, UDF2<byte[], String, Row> {

    static final String CONTENT = "content";
    static final String STATUS = "status";
    static final String MESSAGE = "message";
    static final String SIZE = "size";
    static final String MILLISECONDS = "milliseconds";

    /** Where there is no name. */
    private static final String NAMELESS = "picture";

    private static final StructType SIZES = new StructType().add("width", DataTypes.IntegerType, false).add("height",
            DataTypes.IntegerType, false);

    /** Of the row. */
    static final StructType SCHEMA = new StructType().add(CONTENT, DataTypes.BinaryType)
            .add(STATUS, DataTypes.StringType, false).add(MESSAGE, DataTypes.StringType, false).add(SIZE, SIZES)
            .add(MILLISECONDS, DataTypes.DoubleType, false);

    @Override
    public Row call(byte[] content) {
        return call(content, NAMELESS);
    }

    @Override
    public Row call(byte[] content, String name) {
        Outcome outcome = deraining.derain(content, Objects.requireNonNullElse(name, NAMELESS), Optional.empty());
        Row size = outcome.width() == 0 ? null : RowFactory.create(outcome.width(), outcome.height());
        return RowFactory.create(outcome.content(), outcome.status(), outcome.message(), size,
                outcome.milliseconds());
    }
}
