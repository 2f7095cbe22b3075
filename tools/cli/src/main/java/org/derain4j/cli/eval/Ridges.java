package org.derain4j.cli.eval;

import java.util.Arrays;

/**
 * How strong the thin lines of a plane are that run within 35 degrees of the vertical.
 *
 * <p>A ridge is a line that is brighter than both its sides: the plane is averaged along a direction, over 11 rows, and
 * a strip of 1, 3 or 5 pixels' width compared with the brighter one of its two neighbours. An edge has one side that is
 * as bright, so it is none. Each pixel counts its strongest direction and width, in levels; dark ridges likewise.
 *
 * @param bright mean over all pixels, bright ridges
 * @param dark the same for dark ones
 */
record Ridges(double bright, double dark) {

    private static final int STEEPEST = 35;
    private static final int STEP = 5;
    private static final int REACH = 5;
    private static final int[] WIDTHS = {1, 3, 5};
    private static final int[] DISTANCES = {2, 4, 7};
    /** Columns that a line needs beyond the picture: half a strip beside the neighbour at the greatest distance. */
    private static final int MARGIN = 9;
    /** As many more as the steepest line moves sideways, and one to interpolate with. */
    private static final int BORDER = MARGIN + 5;

    static Ridges of(Plane plane) {
        int height = plane.height();
        int width = plane.width();
        double[][] rows = mirrored(plane);
        double[] line = new double[width + 2 * MARGIN];
        double[] bright = new double[width];
        double[] dark = new double[width];
        double brightSum = 0;
        double darkSum = 0;
        for (int y = 0; y < height; y++) {
            Arrays.fill(bright, 0);
            Arrays.fill(dark, 0);
            for (int degrees = -STEEPEST; degrees <= STEEPEST; degrees += STEP) {
                average(rows, y, Math.tan(Math.toRadians(degrees)), line);
                for (int scale = 0; scale < WIDTHS.length; scale++) {
                    compare(line, WIDTHS[scale], DISTANCES[scale], bright, dark);
                }
            }
            brightSum += Arrays.stream(bright).sum();
            darkSum += Arrays.stream(dark).sum();
        }
        double pixels = (double) height * width;
        return new Ridges(brightSum / pixels, darkSum / pixels);
    }

    double both() {
        return bright + dark;
    }

    /** The plane with REACH rows and BORDER columns more on each side, mirrored with the edge twice. */
    private static double[][] mirrored(Plane plane) {
        int height = plane.height();
        int width = plane.width();
        double[][] rows = new double[height + 2 * REACH][width + 2 * BORDER];
        for (int y = 0; y < rows.length; y++) {
            int from = mirror(y - REACH, height) * width;
            for (int x = 0; x < rows[y].length; x++) {
                rows[y][x] = plane.values()[from + mirror(x - BORDER, width)];
            }
        }
        return rows;
    }

    private static int mirror(int i, int size) {
        return i < 0 ? -1 - i : i < size ? i : 2 * size - 1 - i;
    }

    /** Means along the lines of this slope that cross row y, MARGIN columns beyond the picture on both sides. */
    private static void average(double[][] rows, int y, double slope, double[] line) {
        Arrays.fill(line, 0);
        for (int step = -REACH; step <= REACH; step++) {
            double shift = step * slope;
            int whole = (int) Math.floor(shift);
            double right = (shift - whole) / (2 * REACH + 1);
            double left = 1.0 / (2 * REACH + 1) - right;
            double[] row = rows[y + REACH + step];
            int start = BORDER - MARGIN + whole;
            for (int x = 0; x < line.length; x++) {
                line[x] += left * row[start + x] + right * row[start + x + 1];
            }
        }
    }

    private static void compare(double[] line, int width, int distance, double[] bright, double[] dark) {
        double[] strip = line.clone();
        for (int tap = 1; tap <= width / 2; tap++) {
            for (int x = tap; x < line.length - tap; x++) {
                strip[x] += line[x - tap] + line[x + tap];
            }
        }
        double share = 1.0 / width;
        for (int x = 0; x < bright.length; x++) {
            double middle = strip[MARGIN + x];
            double one = strip[MARGIN + x - distance];
            double other = strip[MARGIN + x + distance];
            bright[x] = Math.max(bright[x], share * (middle - Math.max(one, other)));
            dark[x] = Math.max(dark[x], share * (Math.min(one, other) - middle));
        }
    }
}
