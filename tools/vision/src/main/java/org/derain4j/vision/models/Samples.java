package org.derain4j.vision.models;

/**
 * Where the samples of a row, or of a column, are taken when it is resized: for each between which two, and how far from the first
 * to the second. Pixels are areas, and their values are those of their centres; beyond the last centres the last values hold.
 */
final class Samples {

    private final int[] first;
    private final double[] share;
    private final int last;

    /**
     * Spreads samples over a stretch of a line.
     *
     * @param length  samples that there are
     * @param samples to be taken
     * @param start   where the stretch begins, in samples that there are
     * @param stretch its length in them
     */
    Samples(int length, int samples, double start, double stretch) {
        first = new int[samples];
        share = new double[samples];
        last = length - 1;
        for (int i = 0; i < samples; i++) {
            double place = Math.clamp(start + (i + 0.5) * stretch / samples - 0.5, 0, last);
            first[i] = (int) place;
            share[i] = place - first[i];
        }
    }

    int first(int sample) {
        return first[sample];
    }

    int second(int sample) {
        return Math.min(first[sample] + 1, last);
    }

    double share(int sample) {
        return share[sample];
    }

    /** The one whose area has the sample in it. */
    int nearest(int sample) {
        return share[sample] < 0.5 ? first[sample] : second(sample);
    }
}
