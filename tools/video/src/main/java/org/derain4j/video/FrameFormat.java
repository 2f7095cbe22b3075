package org.derain4j.video;

import java.util.Objects;

/**
 * What all frames of a stream have in common.
 *
 * @param width  columns
 * @param height rows
 * @param layout how the samples of a frame lie one after the other
 * @param siting where the chroma samples stand that are fewer than those of luma; without effect where there are no such
 * @param bits   of a sample, 8 to 16; samples of more than 8 take two bytes, the lower one first
 * @param range  which values stand for black and white
 * @param matrix what makes Y'CbCr of R'G'B'; null for RGB and for grey
 */
public record FrameFormat(int width, int height, Layout layout, Siting siting, int bits, Range range, Matrix matrix) {

    private static final int CHANNELS = 3;

    /** What an array can have of elements, on every JVM. */
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;

    private static final int HD_ROWS = 720;
    private static final int SD_COLUMNS = 1024;

    /** How the samples of a frame lie: planes of Y', Cb, Cr one after the other, or R, G, B pixel by pixel. */
    public enum Layout {
        /** Chroma at half the columns and half the rows, both rounded up. */
        YUV420,
        /** Chroma at half the columns, rounded up. */
        YUV422,
        /** Chroma as large as luma. */
        YUV444,
        /** Luma alone. */
        MONO,
        /** R, G, B interleaved. */
        RGB
    }

    /** Where chroma samples stand among those of luma, in a direction in which they are half as many. */
    public enum Siting {
        /** Between two columns and between two rows, as in JPEG and MPEG-1. */
        CENTRE,
        /** On every second column, between two rows, as in MPEG-2 and later. */
        LEFT,
        /** On every second column and every second row, as in DV. */
        TOP_LEFT
    }

    /** Which values stand for black and white. */
    public enum Range {
        /** 16 to 235 for luma and 16 to 240 for chroma, of 8 bits; with more bits as many times 2. */
        LIMITED,
        /** All values. */
        FULL
    }

    /** The luma coefficients of the ITU's recommendations. */
    public enum Matrix {

        /** Standard definition. */
        BT601(0.299, 0.114),
        /** High definition. */
        BT709(0.2126, 0.0722),
        /** Ultra high definition, its usual form without constant luminance. */
        BT2020(0.2627, 0.0593);

        private final double red;
        private final double blue;

        Matrix(double red, double blue) {
            this.red = red;
            this.blue = blue;
        }

        double red() {
            return red;
        }

        double green() {
            return 1 - red - blue;
        }

        double blue() {
            return blue;
        }

        /**
         * What players take where a stream does not say: high definition begins at 720 rows, or behind 1024 columns.
         *
         * @param width  columns
         * @param height rows
         * @return BT.601 or BT.709
         */
        public static Matrix usual(int width, int height) {
            return height >= HD_ROWS || width > SD_COLUMNS ? BT709 : BT601;
        }
    }

    /**
     * Checks what cannot be.
     *
     * @throws IllegalArgumentException for sizes or bits that no frame can have here; its message is a sentence
     */
    public FrameFormat {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(siting, "siting");
        Objects.requireNonNull(range, "range");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("frames of " + width + "x" + height + " cannot be; give at least 1x1");
        }
        if (bits < Byte.SIZE || bits > Short.SIZE) {
            throw new IllegalArgumentException(bits + " bits a sample cannot be; give 8 to 16");
        }
        if (CHANNELS * Short.BYTES * (long) width * height > MOST_ELEMENTS) {
            throw new IllegalArgumentException("frames of " + width + "x" + height
                    + " are too large for Java's arrays; scale them down");
        }
        if (matrix == null && layout != Layout.RGB && layout != Layout.MONO) {
            throw new IllegalArgumentException("Y'CbCr needs a matrix");
        }
    }

    /**
     * Raw R, G, B.
     *
     * @param width  columns
     * @param height rows
     * @param bits   8 or 16
     * @return their format
     * @throws IllegalArgumentException as the constructor
     */
    public static FrameFormat rgb(int width, int height, int bits) {
        return new FrameFormat(width, height, Layout.RGB, Siting.CENTRE, bits, Range.FULL, null);
    }

    /**
     * Columns of a chroma plane.
     *
     * @return 0 where there is none
     */
    public int chromaWidth() {
        return switch (layout) {
            case YUV420, YUV422 -> (width + 1) / 2;
            case YUV444 -> width;
            case MONO, RGB -> 0;
        };
    }

    /**
     * Rows of a chroma plane.
     *
     * @return 0 where there is none
     */
    public int chromaHeight() {
        return switch (layout) {
            case YUV420 -> (height + 1) / 2;
            case YUV422, YUV444 -> height;
            case MONO, RGB -> 0;
        };
    }

    /**
     * Bytes of a frame.
     *
     * @return at least 1
     */
    public int bytes() {
        int samples = layout == Layout.RGB
                ? CHANNELS * width * height
                : width * height + 2 * chromaWidth() * chromaHeight();
        return samples * (bits > Byte.SIZE ? Short.BYTES : Byte.BYTES);
    }
}
