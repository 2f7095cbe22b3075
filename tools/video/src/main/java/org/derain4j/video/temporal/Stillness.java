package org.derain4j.video.temporal;

import static org.derain4j.video.temporal.Seen.LEVEL;
import static org.derain4j.video.temporal.Seen.ramp;

import java.util.Arrays;
import java.util.List;

/**
 * Tells where each frame of a window shows what the others show: where its result is near to the median over time, compared with what a
 * move by a pixel would change, and where the scene has not drifted. The median is not misled by rain left in single frames, and a mean
 * over a square of it hardly by a thin streak.
 */
final class Stillness {

    static final int RADIUS = 5;

    /** Differences as a part of the contrast around: still up to the first, moving from the second on. */
    private static final float NEAR = 0.37f;
    private static final float FAR = 0.62f;

    /** One pixel says no more than this. */
    private static final float MOST = 1.5f;

    /** So far off, and rain added, is what may be left of a streak, and from the second on it is something else that passes. */
    private static final float LEFT = 2;
    private static final float OTHER = 3;

    /** Contrast that is taken for granted: without it any streak left before a plain wall would be movement. */
    private static final float GRANTED = 10 * LEVEL;

    /** Drift between two frames, in pixels. */
    private static final float STANDS = 0.2f;
    private static final float DRIFTS = 0.5f;

    /** A frame of which less is still is of another scene. */
    private static final float SAME_SCENE = 0.25f;

    private static final float LEAST_NOISE = 0.5f * LEVEL;
    private static final float MOST_NOISE = 3 * LEVEL;

    /** From the mean of the absolute difference of two to the standard deviation of one, if it is normal. */
    private static final float DEVIATION = 0.886f;
    private static final int NOISE_STEP = 16;

    private final int height;
    private final int width;
    private final BoxMean box;
    private final float[] median;
    private final float[] contrast;
    private float noise;
    private int frames;

    Stillness(int height, int width) {
        this.height = height;
        this.width = width;
        this.box = new BoxMean(height, width);
        this.median = new float[height * width];
        this.contrast = new float[height * width];
    }

    /** Takes the frames to compare, two or more; {@code scratch} is a plane to work on. */
    void compare(List<Seen> window, float[] scratch) {
        frames = window.size();
        noise = noise(window, scratch);
        median(window);
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                float across = median[x + 1 < width ? i + 1 : i] - median[x > 0 ? i - 1 : i];
                float down = median[y + 1 < height ? i + width : i] - median[y > 0 ? i - width : i];
                contrast[i] = (Math.abs(across) + Math.abs(down)) / 2;
            }
        }
        box.run(contrast, RADIUS);
    }

    /** The luma that is the median of the frames: of two in the middle the darker one, as rain is mostly bright. */
    float[] median() {
        return median;
    }

    /** How much the median changes from pixel to pixel, around each. */
    float[] contrast() {
        return contrast;
    }

    /** The standard deviation of the luma in what seems to be still. */
    float noise() {
        return noise;
    }

    /** Fills a plane: 1 where the frame shows what the median shows, 0 where it does not; 0 everywhere if that is nearly everywhere. */
    void still(Seen frame, float[] still) {
        // Of n frames that have nothing in common each is the median itself at one pixel in n.
        float fair = frames / (frames - 1f);
        for (int i = 0; i < still.length; i++) {
            still[i] = fair * Math.min(MOST, Math.abs(frame.luma()[i] - median[i]) / unit(i));
        }
        box.run(still, RADIUS);
        double sum = 0;
        for (int i = 0; i < still.length; i++) {
            float off = Math.abs(frame.luma()[i] - median[i]) / (unit(i) + frame.wet()[i]);
            still[i] = ramp(still[i], NEAR, FAR) * ramp(off, LEFT, OTHER);
            sum += still[i];
        }
        if (sum < SAME_SCENE * still.length) {
            Arrays.fill(still, 0);
        }
    }

    private float unit(int i) {
        return contrast[i] + GRANTED + 2 * noise;
    }

    /** 1 where the scene has not moved by this drift, 0 where it has. */
    static float stands(float dx, float dy) {
        return ramp((float) Math.sqrt(dx * dx + dy * dy), STANDS, DRIFTS);
    }

    private void median(List<Seen> window) {
        float[][] lumas = window.stream().map(Seen::luma).toArray(float[][]::new);
        float[] sorted = new float[lumas.length];
        for (int i = 0; i < median.length; i++) {
            for (int j = 0; j < lumas.length; j++) {
                float value = lumas[j][i];
                int place = j;
                for (; place > 0 && sorted[place - 1] > value; place--) {
                    sorted[place] = sorted[place - 1];
                }
                sorted[place] = value;
            }
            median[i] = sorted[(lumas.length - 1) / 2];
        }
    }

    /** By the quarter of the picture in which successive frames differ least, in the middle pair of the window by that. */
    private float noise(List<Seen> window, float[] scratch) {
        float[] pairs = new float[window.size() - 1];
        float[] some = new float[(scratch.length + NOISE_STEP - 1) / NOISE_STEP];
        for (int j = 0; j < pairs.length; j++) {
            float[] a = window.get(j).luma();
            float[] b = window.get(j + 1).luma();
            for (int i = 0; i < scratch.length; i++) {
                scratch[i] = Math.abs(a[i] - b[i]);
            }
            box.run(scratch, RADIUS);
            for (int i = 0; i < some.length; i++) {
                some[i] = scratch[i * NOISE_STEP];
            }
            Arrays.sort(some);
            pairs[j] = some[some.length / 4];
        }
        Arrays.sort(pairs);
        return Math.clamp(DEVIATION * pairs[pairs.length / 2], LEAST_NOISE, MOST_NOISE);
    }
}
