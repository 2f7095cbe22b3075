package org.derain4j.pictures.format;

/** How a picture's pixels were stored, as far as a result in the same format is to be stored alike. */
public sealed interface Coding {

    /** Nothing to be kept. */
    Coding PLAIN = new Plain();

    /** Of formats that have no choice, or where it does not matter. */
    record Plain() implements Coding {}

    /**
     * Of a JPEG.
     *
     * @param horizontal  sampling factors of the components, in their order
     * @param vertical    sampling factors of the components, in their order
     * @param tables      the quantization table of each component, 64 numbers in natural (row by row) order
     * @param progressive whether its scans are refined
     */
    record Jpeg(int[] horizontal, int[] vertical, int[][] tables, boolean progressive) implements Coding {}

    /**
     * Of a WebP.
     *
     * @param lossless VP8L, not VP8
     */
    record Webp(boolean lossless) implements Coding {}

    /**
     * Of a PNG.
     *
     * @param interlaced Adam7
     */
    record Png(boolean interlaced) implements Coding {}

    /**
     * Of a TIFF.
     *
     * @param compression the number of the tag 259
     * @param bigTiff     with offsets of 64 bits
     */
    record Tiff(int compression, boolean bigTiff) implements Coding {}
}
