package org.derain4j.spark.job;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.derain4j.cli.common.ExitCode;

/**
 * How far the job has come, as Spark's pages show it.
 *
 * @param pictures done and failed
 * @param pixels   of those that are done
 * @param failures pictures that have failed
 */
record Counters(LongAccumulator pictures, LongAccumulator pixels, LongAccumulator failures) implements Serializable {

    static Counters of(SparkContext spark) {
        return new Counters(spark.longAccumulator("pictures"), spark.longAccumulator("pixels"),
                spark.longAccumulator("failures"));
    }

    void count(PictureOutcome outcome) {
        pictures.add(1L);
        if (outcome.exitCode() == ExitCode.DONE) {
            pixels.add((long) outcome.width() * outcome.height());
        } else {
            failures.add(1L);
        }
    }
}
