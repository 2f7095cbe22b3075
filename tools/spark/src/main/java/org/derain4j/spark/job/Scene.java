package org.derain4j.spark.job;

import java.io.Serializable;

/**
 * The files of one scene, whose names agree up to the ending.
 *
 * @param picture   the rainy file's name below its folder; another one's where there is no rainy one
 * @param rain      where it is
 * @param clean     where the clean picture is
 * @param result    where the finished result is; null where the network is to run
 * @param bytes     of all of them
 * @param unmatched which partner is missing, a sentence; null where there are all, else nothing can be scored
 */
record Scene(String picture, String rain, String clean, String result, long bytes,
        String unmatched) implements Serializable {

    /** Whether nothing is missing. */
    boolean isWhole() {
        return unmatched == null;
    }
}
