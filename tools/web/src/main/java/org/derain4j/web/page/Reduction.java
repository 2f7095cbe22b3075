package org.derain4j.web.page;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Makes pictures smaller: each pixel becomes the mean of the area that it stands for, in which one across an edge counts by its
 * part. Colours count by how much of them is seen, so nothing that is transparent bleeds into what is not.
 */
final class Reduction {

    private Reduction() {}

    /**
     * The picture with that longest side, or itself if it has no longer one.
     *
     * @param picture     of a standard kind of 8 bits
     * @param longestSide pixels
     */
    static BufferedImage of(BufferedImage picture, int longestSide) {
        int longest = Math.max(picture.getWidth(), picture.getHeight());
        if (longest <= longestSide) {
            return picture;
        }
        Raster from = picture.getRaster();
        WritableRaster to = from.createCompatibleWritableRaster(reduced(picture.getWidth(), longestSide, longest),
                reduced(picture.getHeight(), longestSide, longest));
        boolean alpha = picture.getColorModel().hasAlpha();
        double[] columns = edges(from.getWidth(), to.getWidth());
        double[] rows = edges(from.getHeight(), to.getHeight());
        int bands = from.getNumBands();
        int[] pixels = new int[from.getWidth() * bands];
        double[] sums = new double[to.getWidth() * (bands + 1)];
        for (int y = 0; y < to.getHeight(); y++) {
            Arrays.fill(sums, 0);
            for (int i = (int) rows[y]; i < rows[y + 1]; i++) {
                from.getPixels(0, i, from.getWidth(), 1, pixels);
                addRow(pixels, part(i, rows[y], rows[y + 1]), columns, alpha, sums);
            }
            to.setPixels(0, y, to.getWidth(), 1, means(sums, bands, alpha));
        }
        return new BufferedImage(picture.getColorModel(), to, false, null);
    }

    private static int reduced(int side, int longestSide, int longest) {
        return Math.max(1, (int) Math.round((double) side * longestSide / longest));
    }

    /** Where each result begins among the pixels, and where the last one ends. */
    private static double[] edges(int pixels, int results) {
        double[] edges = new double[results + 1];
        for (int i = 0; i <= results; i++) {
            edges[i] = (double) i * pixels / results;
        }
        return edges;
    }

    /** How much of pixel i lies between the edges. */
    private static double part(int i, double begin, double end) {
        return Math.min(i + 1, end) - Math.max(i, begin);
    }

    /** Sums for each result the samples, weighted, and the weights. */
    private static void addRow(int[] pixels, double row, double[] columns, boolean alpha, double[] sums) {
        int results = columns.length - 1;
        int bands = sums.length / results - 1;
        for (int x = 0; x < results; x++) {
            int to = x * (bands + 1);
            for (int i = (int) columns[x]; i < columns[x + 1]; i++) {
                double area = row * part(i, columns[x], columns[x + 1]);
                int opacity = alpha ? pixels[i * bands + bands - 1] : 1;
                for (int band = 0; band < (alpha ? bands - 1 : bands); band++) {
                    sums[to + band] += area * opacity * pixels[i * bands + band];
                }
                if (alpha) {
                    sums[to + bands - 1] += area * opacity;
                }
                sums[to + bands] += area;
            }
        }
    }

    private static int[] means(double[] sums, int bands, boolean alpha) {
        int[] means = new int[sums.length / (bands + 1) * bands];
        for (int i = 0; i < means.length; i++) {
            int from = i / bands * (bands + 1);
            boolean isColour = alpha && i % bands < bands - 1;
            double weight = sums[from + (isColour ? bands - 1 : bands)];
            means[i] = weight == 0 ? 0 : (int) Math.round(sums[from + i % bands] / weight);
        }
        return means;
    }
}
