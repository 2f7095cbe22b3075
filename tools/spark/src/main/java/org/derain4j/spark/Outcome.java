package org.derain4j.spark;

import java.io.Serializable;

/**
 * What became of one picture; travels from executors.
 *
 * @param content      the bytes of a picture file; null if it has failed
 * @param message      why it has failed, a sentence with the remedy; else what there is to say about it, or empty
 * @param width        columns; 0 where they were not found out
 * @param height       rows; 0 where they were not found out
 * @param milliseconds that it took to decode, derain and encode it, without waiting for memory
 * @param lacksRoom    whether it has failed for lack of memory or disk, so that larger executors would do it
 */
public record Outcome(byte[] content, String message, int width, int height, double milliseconds, boolean lacksRoom)
        implements Serializable {

    /** Of pictures that came out. */
    public static final String DONE = "done";
    /** Of pictures that did not. */
    public static final String FAILED = "failed";

    /**
     * One that does not lack room.
     *
     * @param content      the bytes of a picture file; null if it has failed
     * @param message      what there is to say about it, or empty
     * @param width        columns; 0 where they were not found out
     * @param height       rows; 0 where they were not found out
     * @param milliseconds that it took
     */
    public Outcome(byte[] content, String message, int width, int height, double milliseconds) {
        this(content, message, width, height, milliseconds, false);
    }

    /**
     * Whether it came out.
     *
     * @return false if it has failed
     */
    public boolean done() {
        return content != null;
    }

    /**
     * The word for tables.
     *
     * @return {@link #DONE} or {@link #FAILED}
     */
    public String status() {
        return done() ? DONE : FAILED;
    }
}
