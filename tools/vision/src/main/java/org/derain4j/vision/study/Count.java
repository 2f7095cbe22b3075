package org.derain4j.vision.study;

/**
 * What a figure rests on.
 *
 * @param things   how many objects, or pictures
 * @param pictures how many pictures have any of it
 */
public record Count(int things, int pictures) {

    /** An interval from fewer pictures than these is no ground to be sure of anything. */
    public static final int ENOUGH = 10;
}
