package org.derain4j.rain;

import java.util.Arrays;

/** What describes rain in a few numbers, as the trainer's {@code statistics.py} computes it: of levels from 0 to 255, row by row. */
final class Figures {

    static final int COUNT = 12;
    private static final double[] SHARES = {25, 50, 75, 90, 97, 99.5};

    private final int[] rain;
    private final int width;
    private final int height;

    private Figures(int[] rain, int width) {
        this.rain = rain;
        this.width = width;
        this.height = rain.length / width;
    }

    /** Mean, share that is covered, angle and its spread, length, width, six percentiles of the brightness. */
    static double[] of(int[] rain, int width) {
        Figures figures = new Figures(rain, width);
        double[] all = new double[COUNT];
        all[0] = Arrays.stream(rain).average().orElseThrow() / 255;
        all[1] = (double) Arrays.stream(rain).filter(level -> level > 8).count() / rain.length;
        double[] angle = figures.angle();
        System.arraycopy(angle, 0, all, 2, 2);
        System.arraycopy(figures.extent(angle[0]), 0, all, 4, 2);
        int[] sorted = rain.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < SHARES.length; i++) {
            double at = SHARES[i] / 100 * (sorted.length - 1);
            int below = (int) at;
            all[6 + i] = sorted[below]
                    + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
        }
        return all;
    }

    /** Mean and spread of the streaks' directions in degrees from the vertical, by the structure tensor, weighted by its coherence. */
    private double[] angle() {
        double[] smooth = blurred(Arrays.stream(rain).asDoubleStream().toArray(), 0.7);
        double[] xx = new double[rain.length], yy = new double[rain.length], xy = new double[rain.length];
        for (int y = 0; y < height; y++) {
            int above = reflected(y - 1, height) * width, here = y * width, below = reflected(y + 1, height) * width;
            for (int x = 0; x < width; x++) {
                int left = reflected(x - 1, width), right = reflected(x + 1, width);
                double across = smooth[above + right] - smooth[above + left]
                        + 2 * (smooth[here + right] - smooth[here + left])
                        + smooth[below + right] - smooth[below + left];
                double down = smooth[below + left] - smooth[above + left] + 2 * (smooth[below + x] - smooth[above + x])
                        + smooth[below + right] - smooth[above + right];
                xx[here + x] = across * across;
                yy[here + x] = down * down;
                xy[here + x] = across * down;
            }
        }
        xx = blurred(xx, 2);
        yy = blurred(yy, 2);
        xy = blurred(xy, 2);
        double weights = 0, sum = 0, squares = 0;
        for (int i = 0; i < xx.length; i++) {
            double weight = Math.hypot(xx[i] - yy[i], 2 * xy[i]);
            double degrees = Math.toDegrees(-0.5 * Math.atan2(2 * xy[i], xx[i] - yy[i]));
            weights += weight;
            sum += degrees * weight;
            squares += degrees * degrees * weight;
        }
        if (weights == 0) {
            return new double[2];
        }
        double mean = sum / weights;
        return new double[]{mean, Math.sqrt(Math.max(0, squares / weights - mean * mean))};
    }

    /** Along and across the fall: twice the lag at which the rain's correlation with itself is a half. */
    private double[] extent(double degrees) {
        int w = 3 * width / 4, h = 3 * height / 4;
        double cos = Math.cos(Math.toRadians(degrees)), sin = Math.sin(Math.toRadians(degrees));
        int fullWidth = (int) (width * cos + height * Math.abs(sin) + 0.5),
                fullHeight = (int) (height * cos + width * Math.abs(sin) + 0.5);
        double left = (fullWidth - w) / 2 - (fullWidth - 1) / 2.0, top = (fullHeight - h) / 2 - (fullHeight - 1) / 2.0;
        double[] upright = new double[w * h];
        double sum = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double u = x + left, v = y + top;
                upright[y * w + x] = at(u * cos + v * sin + (width - 1) / 2.0, v * cos - u * sin + (height - 1) / 2.0);
                sum += upright[y * w + x];
            }
        }
        for (int i = 0; i < upright.length; i++) {
            upright[i] -= sum / (w * h);
        }
        double[] along = new double[h / 2], across = new double[w / 2];
        for (int lag = 0; lag < along.length; lag++) {
            along[lag] = product(upright, w, h, 0, lag);
        }
        for (int lag = 0; lag < across.length; lag++) {
            across[lag] = product(upright, w, h, lag, 0);
        }
        return new double[]{halfLag(along), halfLag(across)};
    }

    private static double product(double[] a, int w, int h, int right, int down) {
        double sum = 0;
        for (int y = 0; y < h - down; y++) {
            for (int x = 0; x < w - right; x++) {
                sum += a[y * w + x] * a[(y + down) * w + x + right];
            }
        }
        return sum;
    }

    private static double halfLag(double[] c) {
        for (int k = 1; k < c.length && c[0] > 0; k++) {
            if (c[k] < 0.5 * c[0]) {
                return 2 * (k - 1 + (c[k - 1] - 0.5 * c[0]) / (c[k - 1] - c[k]));
            }
        }
        return 2.0 * c.length;
    }

    private double at(double x, double y) {
        int left = (int) Math.floor(x), top = (int) Math.floor(y);
        double right = x - left, low = y - top;
        return (1 - low) * ((1 - right) * level(left, top) + right * level(left + 1, top))
                + low * ((1 - right) * level(left, top + 1) + right * level(left + 1, top + 1));
    }

    private double level(int x, int y) {
        return rain[reflected(y, height) * width + reflected(x, width)];
    }

    private static int reflected(int at, int length) {
        return at < 0 ? -1 - at : at >= length ? 2 * length - 1 - at : at;
    }

    private double[] blurred(double[] from, double deviation) {
        int reach = (int) (4 * deviation + 0.5);
        double[] kernel = new double[reach + 1];
        double sum = 0;
        for (int i = 0; i <= reach; i++) {
            kernel[i] = Math.exp(-0.5 * i * i / (deviation * deviation));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        double[] down = new double[from.length], to = new double[from.length];
        for (int y = 0; y < height; y++) {
            for (int k = -reach; k <= reach; k++) {
                double by = kernel[Math.abs(k)] / sum;
                int row = reflected(y + k, height) * width;
                for (int x = 0; x < width; x++) {
                    down[y * width + x] += by * from[row + x];
                }
            }
            for (int x = 0; x < width; x++) {
                double value = 0;
                for (int k = -reach; k <= reach; k++) {
                    value += kernel[Math.abs(k)] * down[y * width + reflected(x + k, width)];
                }
                to[y * width + x] = value / sum;
            }
        }
        return to;
    }
}
