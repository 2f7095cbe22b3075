package org.derain4j.cli.eval;

/**
 * Structural similarity after Wang, Bovik, Sheikh and Simoncelli (2004): Gaussian window of 11x11, sigma 1.5, K 0.01
 * and 0.03, range 255, the mean over all places where the whole window lies inside the picture.
 */
final class Ssim {

    /** Rows and columns of the window, the smallest picture that has a score. */
    static final int WINDOW = 11;

    private static final double SIGMA = 1.5;
    private static final double C1 = 0.01 * 255 * 0.01 * 255;
    private static final double C2 = 0.03 * 255 * 0.03 * 255;
    private static final double[] WEIGHTS = weights();

    private Ssim() {}

    /** Both planes are [height, width], neither side below {@link #WINDOW}. */
    static double of(double[] a, double[] b, int height, int width) {
        double[] meanA = filter(a, height, width);
        double[] meanB = filter(b, height, width);
        double[] squareA = filter(product(a, a), height, width);
        double[] squareB = filter(product(b, b), height, width);
        double[] mixed = filter(product(a, b), height, width);
        double sum = 0;
        for (int i = 0; i < meanA.length; i++) {
            double ab = meanA[i] * meanB[i];
            double aa = meanA[i] * meanA[i];
            double bb = meanB[i] * meanB[i];
            double covariance = mixed[i] - ab;
            double variances = squareA[i] - aa + squareB[i] - bb;
            sum += (2 * ab + C1) * (2 * covariance + C2) / ((aa + bb + C1) * (variances + C2));
        }
        return sum / meanA.length;
    }

    /** Weighted means over the window, [height - 10, width - 10]: along the rows first, then along the columns. */
    private static double[] filter(double[] plane, int height, int width) {
        int columns = width - WINDOW + 1;
        double[] rows = new double[height * columns];
        for (int y = 0; y < height; y++) {
            for (int tap = 0; tap < WINDOW; tap++) {
                add(plane, y * width + tap, WEIGHTS[tap], rows, y * columns, columns);
            }
        }
        double[] means = new double[(height - WINDOW + 1) * columns];
        for (int tap = 0; tap < WINDOW; tap++) {
            add(rows, tap * columns, WEIGHTS[tap], means, 0, means.length);
        }
        return means;
    }

    /** Adds count weighted values from one place to another. */
    private static void add(double[] from, int start, double weight, double[] to, int offset, int count) {
        for (int i = 0; i < count; i++) {
            to[offset + i] += weight * from[start + i];
        }
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }

    private static double[] weights() {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            weights[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += weights[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
