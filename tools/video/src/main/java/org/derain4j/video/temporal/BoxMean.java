package org.derain4j.video.temporal;

import java.util.Arrays;

/** Means over squares of a plane, cut at its borders, by running sums: the same work for any radius. */
final class BoxMean {

    private final int height;
    private final int width;
    private final float[] rows;
    private final double[] sums;

    BoxMean(int height, int width) {
        this.height = height;
        this.width = width;
        this.rows = new float[height * width];
        this.sums = new double[width];
    }

    /** Replaces each value by the mean of the square of {@code 2 * radius + 1} around it. */
    void run(float[] plane, int radius) {
        for (int y = 0; y < height; y++) {
            row(plane, y * width, radius);
        }
        Arrays.fill(sums, 0);
        int held = 0;
        for (int y = -radius; y < height; y++) {
            if (y + radius < height) {
                add(y + radius, 1);
                held++;
            }
            if (y - radius > 0) {
                add(y - radius - 1, -1);
                held--;
            }
            if (y >= 0) {
                for (int x = 0; x < width; x++) {
                    plane[y * width + x] = (float) (sums[x] / held);
                }
            }
        }
    }

    private void row(float[] plane, int start, int radius) {
        double sum = 0;
        for (int x = 0; x < Math.min(radius, width); x++) {
            sum += plane[start + x];
        }
        for (int x = 0; x < width; x++) {
            if (x + radius < width) {
                sum += plane[start + x + radius];
            }
            if (x - radius > 0) {
                sum -= plane[start + x - radius - 1];
            }
            rows[start + x] = (float) (sum / (Math.min(x + radius, width - 1) - Math.max(x - radius, 0) + 1));
        }
    }

    private void add(int y, int sign) {
        for (int x = 0; x < width; x++) {
            sums[x] += sign * rows[y * width + x];
        }
    }
}
