package org.derain4j.web.jobs;

import java.time.Duration;

/**
 * What the queue takes.
 *
 * @param bytes   of a file that is sent, at most
 * @param pixels  of a picture, at most; also refused is what does not fit the memory of the engine without a scratch file
 * @param waiting pictures that wait, at most
 * @param time    that the work on one picture takes at most, from the moment its turn comes
 * @param kept    results that are kept for who has not fetched them, at most; the oldest go first
 * @param keeping how long a result is kept after it was last asked for
 */
public record Limits(long bytes, long pixels, int waiting, Duration time, int kept, Duration keeping) {

    /** Unless told. */
    public static final Limits USUAL = new Limits(64L << 20, 1L << 31, 32, Duration.ofMinutes(10), 64,
            Duration.ofMinutes(30));
}
