package org.derain4j.cli.eval;

import java.util.function.DoubleUnaryOperator;

/**
 * One value for each pixel.
 *
 * @param height rows
 * @param width columns
 * @param values [height, width]
 */
record Plane(int height, int width, double[] values) {

    /** Luma over the full range, not rounded. */
    static Plane luma(RgbPicture picture) {
        return new Plane(picture.height(), picture.width(), ScoreMode.FULL_Y.planes(picture).getFirst());
    }

    /** The same or, where a side is longer than this, a smaller one whose longer side is: means over areas. */
    Plane within(int longest) {
        int longer = Math.max(height, width);
        if (longer <= longest) {
            return this;
        }
        int newWidth = shrunk(width, longest, longer);
        int newHeight = shrunk(height, longest, longer);
        return narrowed(newWidth).transposed().narrowed(newHeight).transposed();
    }

    /** The shorter side of what {@link #within} makes of a plane of that size. */
    static int shorterWithin(int longest, int height, int width) {
        int longer = Math.max(height, width);
        int shorter = Math.min(height, width);
        return longer <= longest ? shorter : shrunk(shorter, longest, longer);
    }

    Plane transposed() {
        double[] turned = new double[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned[x * height + y] = values[y * width + x];
            }
        }
        return new Plane(width, height, turned);
    }

    Plane minus(Plane other) {
        double[] difference = new double[values.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = values[i] - other.values[i];
        }
        return new Plane(height, width, difference);
    }

    Plane map(DoubleUnaryOperator function) {
        double[] mapped = new double[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = function.applyAsDouble(values[i]);
        }
        return new Plane(height, width, mapped);
    }

    private static int shrunk(int side, int longest, int longer) {
        return Math.max(1, (int) Math.round((double) side * longest / longer));
    }

    /** Each new column is the mean over its share of the old ones, in part where an edge falls within a column. */
    private Plane narrowed(int columns) {
        double[] narrow = new double[height * columns];
        double step = (double) width / columns;
        for (int x = 0; x < columns; x++) {
            double from = x * step;
            double to = Math.min(width, from + step);
            for (int old = (int) from; old < to; old++) {
                double share = (Math.min(to, old + 1) - Math.max(from, old)) / step;
                for (int y = 0; y < height; y++) {
                    narrow[y * columns + x] += share * values[y * width + old];
                }
            }
        }
        return new Plane(height, columns, narrow);
    }
}
