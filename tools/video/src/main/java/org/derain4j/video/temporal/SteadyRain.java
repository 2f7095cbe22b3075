package org.derain4j.video.temporal;

import static org.derain4j.video.temporal.Seen.LEVEL;
import static org.derain4j.video.temporal.Seen.ramp;

import java.util.Arrays;
import java.util.List;

/** Makes one frame's rain of that of all frames of a window. */
final class SteadyRain {

    /** The rain beside which a frame counts half: behind it the network had to guess. */
    private static final float WET = 4 * LEVEL;

    /** This many standard deviations from the median a frame counts a quarter. */
    private static final float OUTLIER = 4;

    /** Keeps the sum of the weights from 0. */
    private static final float LEAST_WEIGHT = 0.01f;

    /** The least rain of any frame as a part of the mean: rain that falls has little, from the second on it is none that falls. */
    private static final float FALLING = 0.3f;
    private static final float STAYING = 0.5f;

    /** Less rain than about this is not asked whether it stays. */
    private static final float LEAST_RAIN = 0.5f * LEVEL;

    /** Of what has structure so much is still: up to the first the camera moves, and only what is plain may be the same. */
    private static final float CAMERA_MOVES = 0.15f;
    private static final float CAMERA_STANDS = 0.3f;

    /** Contrast of what is plain, and of what is not. */
    private static final float PLAIN = LEVEL;
    private static final float STRUCTURED = 3 * LEVEL;

    private final Stillness stillness;
    private final BoxMean box;
    private final float[] still;
    private final float[] own;
    private final float[] all;
    private final float[] weights;
    private final float[] driftX;
    private final float[] driftY;
    private final float[] sum;

    SteadyRain(int height, int width) {
        int size = height * width;
        this.stillness = new Stillness(height, width);
        this.box = new BoxMean(height, width);
        this.still = new float[size];
        this.own = new float[size];
        this.all = new float[size];
        this.weights = new float[size];
        this.driftX = new float[size];
        this.driftY = new float[size];
        this.sum = new float[3 * size];
    }

    /** The rain of frame {@code at} of the window, a new array. */
    float[] rain(List<Seen> window, int at) {
        float[] rain = window.get(at).rain().rain().clone();
        if (window.size() > 1) {
            stillness.compare(window, still);
            stillness.still(window.get(at), own);
            System.arraycopy(own, 0, all, 0, own.length);
            Arrays.fill(weights, 0);
            Arrays.fill(sum, 0);
            beginDrift();
            for (int j = at + 1; j < window.size(); j++) {
                drift(window.get(j));
                gather(window.get(j), window.get(at));
            }
            beginDrift();
            for (int j = at - 1; j >= 0; j--) {
                drift(window.get(j + 1));
                gather(window.get(j), window.get(at));
            }
            mend(window.get(at), rain);
            giveBack(window, rain);
        }
        return rain;
    }

    private void beginDrift() {
        Arrays.fill(driftX, 0);
        Arrays.fill(driftY, 0);
    }

    private void drift(Seen later) {
        for (int i = 0; i < driftX.length; i++) {
            driftX[i] += later.dx()[i];
            driftY[i] += later.dy()[i];
        }
    }

    /** Adds, by its weight, how another frame's result differs from this one's. */
    private void gather(Seen other, Seen here) {
        stillness.still(other, still);
        double standing = 0;
        double structure = 0;
        for (int i = 0; i < still.length; i++) {
            still[i] *= Stillness.stands(driftX[i], driftY[i]);
            standing += stillness.contrast()[i] * still[i];
            structure += stillness.contrast()[i];
        }
        float moving = ramp((float) (standing / Math.max(structure, Float.MIN_NORMAL)), CAMERA_MOVES, CAMERA_STANDS);
        float[] bgr = other.rain().bgr();
        float[] rain = other.rain().rain();
        float[] hereBgr = here.rain().bgr();
        float[] hereRain = here.rain().rain();
        for (int i = 0; i < still.length; i++) {
            float same = still[i] * own[i] * (1 - moving * (1 - ramp(stillness.contrast()[i], PLAIN, STRUCTURED)));
            all[i] = Math.min(all[i], same);
            if (same > 0) {
                float weight = same * trust(other, i);
                weights[i] += weight;
                for (int c = 3 * i; c < 3 * i + 3; c++) {
                    sum[c] += weight * ((bgr[c] - rain[c]) - (hereBgr[c] - hereRain[c]));
                }
            }
        }
    }

    /** More where there was little rain and the result is near to the median. */
    private float trust(Seen frame, int i) {
        float off = (frame.luma()[i] - stillness.median()[i]) / (OUTLIER * stillness.noise());
        float wet = frame.wet()[i] / WET;
        float near = 1 / (1 + off * off);
        return near * near / (1 + wet * wet);
    }

    /** Moves the result to the weighted mean; where no other frame counts, nothing changes. */
    private void mend(Seen here, float[] rain) {
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                float scale = 1 / (weights[i] + trust(here, i) + LEAST_WEIGHT);
                for (int c = 3 * i; c < 3 * i + 3; c++) {
                    rain[c] -= scale * sum[c];
                }
            }
        }
    }

    /** What was taken for rain in each frame alike, where all frames are still, stays in the picture: fences, blinds, wires. */
    private void giveBack(List<Seen> window, float[] rain) {
        float[][] rains = window.stream().map(seen -> seen.rain().rain()).toArray(float[][]::new);
        float[] least = still;
        float[] mean = weights;
        for (int i = 0; i < least.length; i++) {
            float common = Seen.luma(rains[0], i);
            float total = 0;
            for (float[] of : rains) {
                float value = Seen.luma(of, i);
                common = common(common, value);
                total += Math.abs(value);
            }
            least[i] = Math.abs(common);
            mean[i] = total / rains.length + LEAST_RAIN;
        }
        box.run(least, Stillness.RADIUS);
        box.run(mean, Stillness.RADIUS);
        for (int i = 0; i < least.length; i++) {
            float share = all[i] * (1 - ramp(least[i] / mean[i], FALLING, STAYING));
            if (share > 0) {
                for (int c = 3 * i; c < 3 * i + 3; c++) {
                    float common = rains[0][c];
                    for (float[] of : rains) {
                        common = common(common, of[c]);
                    }
                    rain[c] -= share * common;
                }
            }
        }
    }

    /** What two have in common: the smaller one, or nothing if one brightens and one darkens. */
    private static float common(float a, float b) {
        return a * b <= 0 ? 0 : Math.abs(a) < Math.abs(b) ? a : b;
    }
}
