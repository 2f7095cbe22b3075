package org.derain4j.video;

import java.util.Objects;

/**
 * A frame and the rain that was found in it.
 *
 * @param frame as it came
 * @param bgr   its colours as the network was given them: interleaved B, G, R in [-1, 1]; not to be changed
 * @param rain  what to take from each of them; not to be changed
 */
public record Rain(Frame frame, float[] bgr, float[] rain) {

    /** Nothing may be missing, and what is taken has the size of what it is taken from. */
    public Rain {
        Objects.requireNonNull(frame, "frame");
        if (bgr.length != rain.length) {
            throw new IllegalArgumentException("rain of " + rain.length + " values for " + bgr.length);
        }
    }

    /** What to take from value i so that what is left is within [-1, 1]. */
    float clipped(int i) {
        return bgr[i] - Math.clamp(bgr[i] - rain[i], -1f, 1f);
    }
}
