package org.derain4j.video;

import java.util.Objects;

/**
 * What all frames of a stream have in common.
 *
 * @param width  columns
 * @param height rows
 * @param layout how the samples of a frame lie one after the other
 * @param bits   of a sample, 8 to 16; samples of more than 8 take two bytes, the lower one first
 * @param range  which values stand for black and white
 * @param matrix what makes Y'CbCr of R'G'B'; null for RGB and for grey
 */
public record FrameFormat(int width, int height, Layout layout, int bits, Range range, Matrix matrix) {

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

    /** Which values stand for black and white. */
    public enum Range {
        /** 16 to 235 for luma and 16 to 240 for chroma, of 8 bits; with more bits as many times 2. */
        LIMITED,
        /** All values. */
        FULL
    }

    /** The luma coefficients of ITU-R BT.601 and BT.709. */
    public enum Matrix {
        /** Standard definition. */
        BT601,
        /** High definition. */
        BT709
    }

    /** Checks what cannot be. */
    public FrameFormat {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(range, "range");
        if (width < 1 || height < 1 || bits < 8 || bits > 16) {
            throw new IllegalArgumentException(width + "x" + height + " of " + bits + " bits");
        }
    }
}
