package org.derain4j.spark.job;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.derain4j.cli.eval.MeanScore;
import org.derain4j.cli.eval.Score;
import org.derain4j.spark.Outcome;

/** The table of scores: its columns, and what is worked out of them. */
final class ScoreTable {

    /** The status of what has no partner. */
    static final String UNMATCHED = "unmatched";

    static final StructType SCHEMA = new StructType()
            .add("picture", DataTypes.StringType, false)
            .add("status", DataTypes.StringType, false)
            .add("message", DataTypes.StringType, false)
            .add("width", DataTypes.IntegerType)
            .add("height", DataTypes.IntegerType)
            .add("rainy_psnr", DataTypes.DoubleType)
            .add("rainy_ssim", DataTypes.DoubleType)
            .add("result_psnr", DataTypes.DoubleType)
            .add("result_ssim", DataTypes.DoubleType)
            .add("mode", DataTypes.StringType, false)
            .add("model", DataTypes.StringType)
            .add("model_sha256", DataTypes.StringType)
            .add("milliseconds", DataTypes.DoubleType);

    private ScoreTable() {}

    /** Of a picture that has no scores. */
    static Row without(Subject subject, String picture, String status, String message, Double milliseconds) {
        return RowFactory.create(picture, status, message, null, null, null, null, null, null, subject.mode(),
                subject.model(), subject.sha256(), milliseconds);
    }

    /** Of one that has. */
    static Row with(Subject subject, String picture, int width, int height, Score rainy, Score result,
            double milliseconds) {
        return RowFactory.create(picture, Outcome.DONE, "", width, height, rainy.psnr(), rainy.ssim(), result.psnr(),
                result.ssim(), subject.mode(), subject.model(), subject.sha256(), milliseconds);
    }

    /**
     * What a table amounts to.
     *
     * @param done      pictures that have scores
     * @param failed    pictures that have none
     * @param unmatched names without a partner
     * @param rainy     of the rainy pictures that have scores; null where none has
     * @param result    of what became of them; null where there is none
     */
    record Sums(long done, long failed, long unmatched, MeanScore rainy, MeanScore result) {}

    /** In one pass. */
    static Sums sums(Dataset<Row> table) {
        Row row = table.agg(having(Outcome.DONE), having(Outcome.FAILED), having(UNMATCHED), mean("rainy_psnr"),
                finite("rainy_psnr"), avg("rainy_ssim"), mean("result_psnr"), finite("result_psnr"),
                avg("result_ssim")).first();
        return new Sums(row.getLong(0), row.getLong(1), row.getLong(2), mean(row, 3), mean(row, 6));
    }

    /** Why pictures have no scores, of the first ones by name. */
    static List<String> failures(Dataset<Row> table, int most) {
        return table.where(isStatus(Outcome.FAILED)).orderBy("picture").select("message").limit(most).collectAsList()
                .stream().map(row -> row.getString(0)).toList();
    }

    private static MeanScore mean(Row row, int at) {
        if (row.getLong(0) == 0) {
            return null;
        }
        return new MeanScore(row.isNullAt(at) ? Double.POSITIVE_INFINITY : row.getDouble(at), row.getDouble(at + 2),
                row.getLong(0) - row.getLong(at + 1));
    }

    /** A picture that equals the truth has an infinite PSNR, and is not in the mean. */
    private static Column mean(String psnr) {
        return avg(when(isFinite(psnr), col(psnr)));
    }

    private static Column finite(String psnr) {
        return count(when(isFinite(psnr), lit(1)));
    }

    private static Column isFinite(String psnr) {
        return col(psnr).lt(lit(Double.POSITIVE_INFINITY));
    }

    private static Column having(String status) {
        return count(when(isStatus(status), lit(1)));
    }

    private static Column isStatus(String status) {
        return col("status").equalTo(status);
    }
}
