package org.derain4j.vision.labels;

/**
 * A picture's size.
 *
 * @param width  columns
 * @param height rows
 */
public record Size(int width, int height) {

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
