package org.derain4j.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Tables of pictures, without their rain. */
public final class Derained {

    private static final String PATH = "path";
    private static final Column ALL = functions.col("*");
    private static final String OUTCOME = "derain4j outcome";

    /** Beside the output column. */
    private static final List<String> ADDED = List.of(OutcomeFunction.STATUS, OutcomeFunction.MESSAGE,
            OutcomeFunction.SIZE, OutcomeFunction.MILLISECONDS);

    private Derained() {}

    /**
     * Adds the results to pictures, such as {@code spark.read().format("binaryFile")} gives them; to those of a stream, too. Nothing runs
     * before an action asks for it, and what no action reads is never computed, as by {@code count()}. Each action computes all that it
     * reads anew: write the table before it is read several times.
     *
     * <p>All columns stay. Behind them come the output column, which holds picture files and is null where one has failed; {@code status},
     * {@link Outcome#DONE} or {@link Outcome#FAILED}; {@code message}, why it has failed or what is to be said about it, or empty;
     * {@code size}, of {@code width} and {@code height}, null where it was not found out; and {@code milliseconds}. A picture that is
     * broken, too large or null is a row that has failed, and no task fails for it. Where there is a column {@code path}, messages begin
     * with it.
     *
     * @param pictures     rows of any kind
     * @param inputColumn  binary, picture files
     * @param outputColumn a new one
     * @param options      how
     * @return as many rows
     * @throws IOException              if the model cannot be read, is damaged, or is no MSPFN
     * @throws IllegalArgumentException if there is no such input column, it is not binary, or a new column is there already
     */
    public static Dataset<Row> of(Dataset<Row> pictures, String inputColumn, String outputColumn, DerainOptions options)
            throws IOException {
        Column content = column(requireColumn(pictures, inputColumn));
        requireNew(pictures, outputColumn);
        Column path = find(pictures, PATH)
                .filter(name -> isAlone(pictures, name) && isOf(pictures, name, DataTypes.StringType))
                .map(Derained::column).orElseGet(() -> functions.lit(null).cast(DataTypes.StringType));
        UDF2<byte[], String, Row> derain = new OutcomeFunction(Deraining.of(pictures.sparkSession(), options));
        // Said to be non-deterministic lest Spark computes it again for each column, and for each filter on one.
        Column outcome = functions.udf(derain, OutcomeFunction.SCHEMA).withName("derain").asNondeterministic()
                .apply(content, path).alias(OUTCOME);
        Stream<Column> results = Stream.concat(
                Stream.of(column(OUTCOME).getField(OutcomeFunction.CONTENT).alias(outputColumn)),
                ADDED.stream().map(name -> column(OUTCOME).getField(name).alias(name)));
        return pictures.select(ALL, outcome)
                .select(Stream.concat(Stream.of(ALL), results).toArray(Column[]::new)).drop(OUTCOME);
    }

    /** Whatever is in its name. */
    private static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    private static String requireColumn(Dataset<Row> pictures, String asked) {
        String name = find(pictures, asked)
                .orElseThrow(() -> new IllegalArgumentException("there is no column `" + asked
                        + "`; give one of " + String.join(", ", pictures.columns())));
        if (!isOf(pictures, name, DataTypes.BinaryType)) {
            throw new IllegalArgumentException("the column `" + name
                    + "` is not binary; give one with the bytes of picture files, as the format binaryFile has them");
        }
        return name;
    }

    private static void requireNew(Dataset<Row> pictures, String outputColumn) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>(List.of(pictures.columns()));
        names.addAll(ADDED);
        names.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
        if (taken.contains(outputColumn.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the output column `" + outputColumn + "` is there already or is one of "
                    + String.join(", ", ADDED) + "; give it another name");
        }
        for (String added : ADDED) {
            find(pictures, added).ifPresent(name -> {
                throw new IllegalArgumentException("the column `" + name + "` is there already; rename it first");
            });
        }
    }

    /** As Spark finds it unless it is told to mind the case. */
    private static Optional<String> find(Dataset<Row> pictures, String asked) {
        List<String> names = List.of(pictures.columns());
        return names.contains(asked)
                ? Optional.of(asked)
                : names.stream().filter(name -> name.equalsIgnoreCase(asked)).findFirst();
    }

    /** Of several, as a join may have them, none can be named. */
    private static boolean isAlone(Dataset<Row> pictures, String name) {
        return Stream.of(pictures.columns()).filter(name::equalsIgnoreCase).count() == 1;
    }

    private static boolean isOf(Dataset<Row> pictures, String name, DataType type) {
        StructField field = pictures.schema().apply(name);
        return field.dataType().equals(type);
    }
}
