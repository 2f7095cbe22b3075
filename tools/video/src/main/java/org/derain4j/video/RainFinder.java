package org.derain4j.video;

/** What tells the rain of a picture: {@link org.derain4j.engine.Derainer} by its {@code rain}. */
@FunctionalInterface
public interface RainFinder {

    /**
     * Finds the rain.
     *
     * @param bgr    interleaved B, G, R in [-1, 1], {@code [height * width * 3]}; not changed
     * @param height rows
     * @param width  columns
     * @return a new array of the same layout: what to take from each value, so that the picture without rain is left
     */
    float[] rain(float[] bgr, int height, int width);
}
