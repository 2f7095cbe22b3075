package org.derain4j.video;

/**
 * Makes each place of a line from some of another: from chroma to luma, straight between two samples, or back, the mean of what a sample
 * stands for. Beyond an edge stands its last sample.
 *
 * @param taps   samples that a place is made of
 * @param sample which, {@code taps} for each place
 * @param weight how much of it
 */
record Resampling(int taps, int[] sample, float[] weight) {

    /** From so many chroma samples to so many of luma. */
    static Resampling up(int chroma, int luma, boolean onSample) {
        if (chroma == luma) {
            return same(luma);
        }
        Resampling up = new Resampling(2, new int[2 * luma], new float[2 * luma]);
        for (int i = 0; i < luma; i++) {
            double place = onSample ? i / 2.0 : (i - 0.5) / 2;
            int left = (int) Math.floor(place);
            up.put(2 * i, left, chroma, left + 1 - place);
            up.put(2 * i + 1, left + 1, chroma, place - left);
        }
        return up;
    }

    /** Back from luma to chroma. */
    static Resampling down(int luma, int chroma, boolean onSample) {
        if (chroma == luma) {
            return same(luma);
        }
        double[] weights = onSample ? new double[]{0.25, 0.5, 0.25} : new double[]{0.5, 0.5};
        int taps = weights.length;
        Resampling down = new Resampling(taps, new int[taps * chroma], new float[taps * chroma]);
        for (int i = 0; i < chroma; i++) {
            for (int tap = 0; tap < taps; tap++) {
                down.put(taps * i + tap, onSample ? 2 * i - 1 + tap : 2 * i + tap, luma, weights[tap]);
            }
        }
        return down;
    }

    private static Resampling same(int places) {
        Resampling same = new Resampling(1, new int[places], new float[places]);
        for (int i = 0; i < places; i++) {
            same.put(i, i, places, 1);
        }
        return same;
    }

    private void put(int tap, int from, int samples, double much) {
        sample[tap] = Math.clamp(from, 0, samples - 1);
        weight[tap] = (float) much;
    }

    /** All places of a line. */
    void line(float[] from, float[] to) {
        for (int i = 0, tap = 0; i < to.length; i++) {
            float sum = 0;
            for (int end = tap + taps; tap < end; tap++) {
                sum += weight[tap] * from[sample[tap]];
            }
            to[i] = sum;
        }
    }
}
