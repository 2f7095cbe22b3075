package org.derain4j.video.temporal;

import org.derain4j.video.Rain;

/**
 * A frame and what is known of it for comparison, a float a pixel each.
 *
 * @param rain as it was found
 * @param luma of the frame without its rain
 * @param wet  how much rain there is around, as a difference of luma
 * @param dx   how far the scene has moved to the right since the frame before, in pixels: 0 where that makes no difference
 * @param dy   how far downwards
 */
record Seen(Rain rain, float[] luma, float[] wet, float[] dx, float[] dy) {

    /** The distance of two successive values of 8 bits. */
    static final float LEVEL = 2 / 255f;

    private static final float BLUE = 0.114f;
    private static final float GREEN = 0.587f;
    private static final float RED = 0.299f;

    /** The luma of pixel {@code i} of interleaved B, G, R. */
    static float luma(float[] bgr, int i) {
        return BLUE * bgr[3 * i] + GREEN * bgr[3 * i + 1] + RED * bgr[3 * i + 2];
    }

    /** 1 up to {@code low}, 0 from {@code high} on, and a slope between. */
    static float ramp(float value, float low, float high) {
        return Math.clamp((high - value) / (high - low), 0f, 1f);
    }
}
