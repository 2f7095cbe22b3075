package org.derain4j.pictures.jpeg;

import java.util.Arrays;

/** Quantization tables: those of the standard's annex K, scaled to a quality as libjpeg does it. */
final class JpegTables {

    private static final int[] LUMA = {16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24,
        40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104,
        113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};

    /** The upper left quarter but for symmetry; all the rest is {@link #REST}. */
    private static final int[][] CHROMA = {{17, 18, 24, 47}, {18, 21, 26, 66}, {24, 26, 56, 99}, {47, 66, 99, 99}};
    private static final int REST = 99;

    private static final int MOST = 255;

    private JpegTables() {}

    /**
     * The table of brightness.
     *
     * @param quality 1 to 100
     * @return 64 numbers in natural order
     */
    static int[] luma(int quality) {
        return scaled(LUMA, quality);
    }

    /**
     * The table of colour.
     *
     * @param quality 1 to 100
     * @return 64 numbers in natural order
     */
    static int[] chroma(int quality) {
        int[] table = new int[64];
        Arrays.setAll(table, i -> i / 8 < 4 && i % 8 < 4 ? CHROMA[i / 8][i % 8] : REST);
        return scaled(table, quality);
    }

    private static int[] scaled(int[] table, int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return Arrays.stream(table).map(step -> Math.clamp((step * percent + 50) / 100, 1, MOST)).toArray();
    }

    /** Each number the smaller of both, so that a picture is stored no coarser than either would. */
    static int[] finer(int[] one, int[] other) {
        int[] table = one.clone();
        Arrays.setAll(table, i -> Math.max(1, Math.min(one[i], other[i])));
        return table;
    }

    /** The numbers of a table in a DQT segment, brought from zigzag to natural order. */
    static int[] natural(int[] zigzag) {
        int[] natural = new int[64];
        int row = 0;
        int column = 0;
        for (int step : zigzag) {
            natural[8 * row + column] = step;
            boolean up = (row + column) % 2 == 0;
            // At an edge the way goes along it by one, and back.
            if (up ? column == 7 : row != 7 && column == 0) {
                row++;
            } else if (up ? row == 0 : row == 7) {
                column++;
            } else {
                row += up ? -1 : 1;
                column += up ? 1 : -1;
            }
        }
        return natural;
    }
}
