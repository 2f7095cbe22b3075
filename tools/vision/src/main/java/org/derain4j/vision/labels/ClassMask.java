package org.derain4j.vision.labels;

/**
 * The class of each pixel.
 *
 * @param width   columns
 * @param height  rows
 * @param classes [height, width], each a class's index, or {@link #IGNORED}
 */
public record ClassMask(int width, int height, byte[] classes) {

    /** A pixel that does not count; so there are at most 255 classes, 0 to 254. */
    public static final int IGNORED = 255;

    /** The class at a place. */
    public int at(int x, int y) {
        return classes[y * width + x] & 255;
    }
}
