package org.derain4j.engine;

/**
 * The channels of a pixel in the order in which they lie in memory: pixel by pixel where they are interleaved, plane by plane where
 * they are planar. Alpha is straight, not premultiplied. A fourth sample that means nothing (RGBX) is a gap: three channels with a
 * {@linkplain PixelLayout#pixelStride pixel stride} of four.
 */
public enum ChannelOrder {

    /** One channel without colour. */
    GREY("Y"),
    /** The same and its alpha. */
    GREY_ALPHA("YA"),
    /** Red first. */
    RGB("RGB"),
    /** Blue first, as OpenCV has it. */
    BGR("BGR"),
    /** Red first, alpha last. */
    RGBA("RGBA"),
    /** Blue first, alpha last; the bytes of an {@code int} of Java's ARGB on little-endian machines. */
    BGRA("BGRA"),
    /** Alpha first, then red. */
    ARGB("ARGB"),
    /** Alpha first, then blue. */
    ABGR("ABGR");

    private final String letters;

    ChannelOrder(String letters) {
        this.letters = letters;
    }

    /**
     * How many channels.
     *
     * @return 1 to 4, alpha included
     */
    public int count() {
        return letters.length();
    }

    /**
     * Whether there is one channel of brightness in place of three of colour.
     *
     * @return true for grey
     */
    public boolean isGrey() {
        return letters.startsWith("Y");
    }

    /**
     * Whether one of the channels is alpha.
     *
     * @return true with alpha
     */
    public boolean hasAlpha() {
        return alpha() >= 0;
    }

    /** Which channel is alpha; -1 for none. */
    int alpha() {
        return letters.indexOf('A');
    }

    /** Which channels are blue, green and red, in the network's order; or grey alone. */
    int[] colours() {
        return isGrey()
                ? new int[]{0}
                : new int[]{letters.indexOf('B'), letters.indexOf('G'), letters.indexOf('R')};
    }
}
