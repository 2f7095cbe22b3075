package org.derain4j.spark.job;

import java.io.Serializable;

/**
 * What became of one picture, without its content: a row of the report.
 *
 * @param path         where it lies
 * @param result       where its result lies, or would lie; null of a folder that cannot be read
 * @param status       {@link org.derain4j.spark.Outcome#DONE}, {@link org.derain4j.spark.Outcome#FAILED} or {@link #SKIPPED}
 * @param message      why it has failed, else what there is to say about it; may be empty
 * @param width        columns; 0 where they were not found out
 * @param height       rows; 0 where they were not found out
 * @param milliseconds that it took to decode, derain and encode it
 * @param exitCode     what it alone ends the process with
 */
record PictureOutcome(String path, String result, String status, String message, int width, int height,
        double milliseconds, int exitCode) implements Serializable {

    /** Of pictures whose results were there. */
    static final String SKIPPED = "skipped";

    /** Of one that has not been worked on. */
    static PictureOutcome of(String path, String result, String status, String message, int exitCode) {
        return new PictureOutcome(path, result, status, message, 0, 0, 0, exitCode);
    }
}
