package org.derain4j.rain;

import java.util.Arrays;

/** What JPEG leaves of pixels: the standard's example tables, scaled to a quality as libjpeg does. No file is written. */
final class Jpeg {

    private static final int SIDE = 8;
    private static final int AREA = SIDE * SIDE;
    private static final int[] LUMINANCE = {16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16,
        24, 40, 57,
        69, 56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49,
        64, 78,
        87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
    /** Of colours: the first four rows and columns; all others are 99. */
    private static final int[] COLOUR = {17, 18, 24, 47, 18, 21, 26, 66, 24, 26, 56, 99, 47, 66, 99, 99};
    private static final double[] COSINES = cosines(false);
    private static final double[] BACK = cosines(true);

    private final double[] luminance;
    private final double[] colour;
    private final boolean halved;
    private final double[] block = new double[AREA];
    private final double[] other = new double[AREA];

    Jpeg(double quality, boolean halved) {
        double scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        int[] colours = new int[AREA];
        Arrays.fill(colours, 99);
        for (int i = 0; i < COLOUR.length; i++) {
            colours[i / 4 * SIDE + i % 4] = COLOUR[i];
        }
        luminance = table(LUMINANCE, scale);
        colour = table(colours, scale);
        this.halved = halved;
    }

    private static double[] table(int[] base, double scale) {
        return Arrays.stream(base).mapToDouble(b -> Math.clamp(Math.floor((b * scale + 50) / 100), 1, 255)).toArray();
    }

    private static double[] cosines(boolean transposed) {
        double[] cosines = new double[AREA];
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                cosines[transposed ? j * SIDE + i : i * SIDE + j] = Math.sqrt((i == 0 ? 1 : 2) / 8.0)
                        * StrictMath.cos(Math.PI * i * (2 * j + 1) / 16);
            }
        }
        return cosines;
    }

    /** Grey or RGB, a plane a colour, from 0 to 1, through JPEG and back. */
    void squeeze(float[][] planes, int width, int height) {
        boolean grey = planes.length == 1;
        toYcc(planes, grey);
        quantise(planes[0], width, height, luminance);
        for (int c = 1; c < planes.length; c++) {
            if (halved) {
                float[] half = half(planes[c], width, height);
                quantise(half, (width + 1) / 2, (height + 1) / 2, colour);
                enlarge(half, planes[c], width, height);
            } else {
                quantise(planes[c], width, height, colour);
            }
        }
        toRgb(planes, grey);
    }

    /** Levels of 255, luminance less 128. */
    private static void toYcc(float[][] p, boolean grey) {
        for (int i = 0; i < p[0].length; i++) {
            double r = Math.rint(p[0][i] * 255);
            if (grey) {
                p[0][i] = (float) (r - 128);
            } else {
                double g = Math.rint(p[1][i] * 255), b = Math.rint(p[2][i] * 255);
                p[0][i] = (float) (Math.rint(0.299 * r + 0.587 * g + 0.114 * b) - 128);
                p[1][i] = (float) Math.rint(-0.168736 * r - 0.331264 * g + 0.5 * b);
                p[2][i] = (float) Math.rint(0.5 * r - 0.418688 * g - 0.081312 * b);
            }
        }
    }

    private static void toRgb(float[][] p, boolean grey) {
        for (int i = 0; i < p[0].length; i++) {
            double y = p[0][i] + 128;
            if (grey) {
                p[0][i] = level(y);
            } else {
                double blue = p[1][i], red = p[2][i];
                p[0][i] = level(y + 1.402 * red);
                p[1][i] = level(y - 0.344136 * blue - 0.714136 * red);
                p[2][i] = level(y + 1.772 * blue);
            }
        }
    }

    private static float level(double value) {
        return (float) (Math.clamp(Math.rint(value), 0, 255) / 255);
    }

    private static float[] half(float[] plane, int width, int height) {
        int w = (width + 1) / 2, h = (height + 1) / 2;
        float[] half = new float[w * h];
        for (int y = 0; y < h; y++) {
            int top = 2 * y * width, low = Math.min(2 * y + 1, height - 1) * width;
            for (int x = 0; x < w; x++) {
                int left = 2 * x, right = Math.min(left + 1, width - 1);
                half[y * w + x] = (plane[top + left] + plane[top + right] + plane[low + left] + plane[low + right]) / 4;
            }
        }
        return half;
    }

    /** Twice the size, three quarters of the nearest and a quarter of the next along each side. */
    private static void enlarge(float[] half, float[] to, int width, int height) {
        int w = (width + 1) / 2, h = (height + 1) / 2;
        for (int y = 0; y < height; y++) {
            int near = y / 2 * w, next = Math.clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, h - 1) * w;
            for (int x = 0; x < width; x++) {
                int here = x / 2, beside = Math.clamp(here + (x % 2 == 0 ? -1 : 1), 0, w - 1);
                to[y * width + x] = (9 * half[near + here] + 3 * (half[near + beside] + half[next + here])
                        + half[next + beside]) / 16;
            }
        }
    }

    /** Blocks of 8x8 to cosines, rounded to multiples of the table, and back; blocks that reach over a border repeat it. */
    private void quantise(float[] plane, int width, int height, double[] table) {
        for (int top = 0; top < height; top += SIDE) {
            for (int left = 0; left < width; left += SIDE) {
                for (int y = 0; y < SIDE; y++) {
                    int row = Math.min(top + y, height - 1) * width;
                    for (int x = 0; x < SIDE; x++) {
                        block[y * SIDE + x] = plane[row + Math.min(left + x, width - 1)];
                    }
                }
                transform(block, other, COSINES);
                transform(other, block, COSINES);
                for (int i = 0; i < AREA; i++) {
                    block[i] = Math.rint(block[i] / table[i]) * table[i];
                }
                transform(block, other, BACK);
                transform(other, block, BACK);
                for (int y = 0; y < Math.min(SIDE, height - top); y++) {
                    for (int x = 0; x < Math.min(SIDE, width - left); x++) {
                        plane[(top + y) * width + left + x] = (float) block[y * SIDE + x];
                    }
                }
            }
        }
    }

    /** A matrix times each column, and rows and columns exchanged: twice makes both ways. */
    private static void transform(double[] from, double[] to, double[] m) {
        for (int x = 0; x < SIDE; x++) {
            double a = from[x], b = from[8 + x], c = from[16 + x], d = from[24 + x];
            double e = from[32 + x], f = from[40 + x], g = from[48 + x], h = from[56 + x];
            for (int i = 0, k = 0; i < SIDE; i++, k += SIDE) {
                to[x * SIDE + i] = m[k] * a + m[k + 1] * b + m[k + 2] * c + m[k + 3] * d + m[k + 4] * e + m[k + 5] * f
                        + m[k + 6] * g + m[k + 7] * h;
            }
        }
    }
}
