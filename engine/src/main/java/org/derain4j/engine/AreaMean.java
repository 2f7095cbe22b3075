package org.derain4j.engine;

import java.util.Arrays;

/**
 * Reduces pixels row by row as they come: each result is the mean of the area that it stands for, in which a pixel across an
 * edge counts by its part. Every pixel counts the same in the whole, so nothing is lost between samples.
 */
final class AreaMean {

    private final int width;
    private final int channels;
    private final Parts rows;
    private final Parts columns;

    /** A pixel more than there are results, where the last one's remainder of nothing goes. */
    private final float[] line;
    private final float[] means;

    /** From one size to another, which is larger in neither direction. */
    AreaMean(int height, int width, WorkSize to, int channels) {
        this.width = width;
        this.channels = channels;
        rows = Parts.of(height, to.height());
        columns = Parts.of(width, to.width());
        line = new float[(to.width() + 1) * channels];
        means = new float[Math.multiplyExact(to.height() * to.width(), channels)];
    }

    /**
     * Where each of the pixels along a side belongs.
     *
     * @param first     result
     * @param share     of the first result that is the pixel's
     * @param remainder the share of the next one
     */
    private record Parts(int[] first, float[] share, float[] remainder) {

        /** In units of which a pixel has as many as there are results, and a result as many as there are pixels. */
        static Parts of(int pixels, int results) {
            int[] first = new int[pixels];
            float[] share = new float[pixels];
            float[] remainder = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                long begin = (long) i * results;
                first[i] = (int) (begin / pixels);
                long beyond = Math.max(0, begin + results - (first[i] + 1L) * pixels);
                share[i] = (float) (results - beyond) / pixels;
                remainder[i] = (float) beyond / pixels;
            }
            return new Parts(first, share, remainder);
        }
    }

    /** Takes row y, which begins at that place. */
    void add(float[] values, int from, int y) {
        Arrays.fill(line, 0);
        for (int x = 0; x < width; x++) {
            int to = columns.first[x] * channels;
            for (int c = 0; c < channels; c++) {
                float value = values[from + x * channels + c];
                line[to + c] += columns.share[x] * value;
                line[to + channels + c] += columns.remainder[x] * value;
            }
        }
        int length = line.length - channels;
        addLine(rows.share[y], rows.first[y] * length, length);
        if (rows.remainder[y] > 0) {
            addLine(rows.remainder[y], (rows.first[y] + 1) * length, length);
        }
    }

    private void addLine(float weight, int to, int length) {
        for (int i = 0; i < length; i++) {
            means[to + i] += weight * line[i];
        }
    }

    /** Once every row has been added. */
    float[] means() {
        return means;
    }
}
