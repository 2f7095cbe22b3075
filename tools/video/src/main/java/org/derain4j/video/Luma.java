package org.derain4j.video;

/**
 * What luma and chroma samples stand for.
 *
 * @param black      the luma sample of black
 * @param span       from there to white
 * @param neutral    the chroma samples of grey
 * @param chromaSpan of chroma samples, from -1/2 to 1/2
 */
record Luma(double black, double span, double neutral, double chromaSpan) {

    private static final int BLACK = 16;
    private static final int WHITE = 235;
    private static final int MOST_CHROMA = 240;

    static Luma of(FrameFormat format) {
        double unit = 1 << format.bits() - Byte.SIZE;
        double most = (1 << format.bits()) - 1;
        double neutral = 1 << format.bits() - 1;
        return switch (format.range()) {
            case LIMITED -> new Luma(BLACK * unit, (WHITE - BLACK) * unit, neutral, (MOST_CHROMA - BLACK) * unit);
            case FULL -> new Luma(0, most, neutral, most);
        };
    }
}
