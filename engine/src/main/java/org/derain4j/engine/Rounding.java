package org.derain4j.engine;

/** How a result becomes a sample of a picture. */
public enum Rounding {
    /** To the nearest level, for people: a dry picture stays what it was. */
    NEAREST,
    /**
     * The official code's truncation of {@code clip((y + 1) * 127.5, 0, 255)} in float, for conformance and scores: with a
     * zero residual it makes 95 of the 256 byte values one lower. To 16 bits, which the official code does not know, the same
     * with 32767.5 and 65535, in double.
     */
    OFFICIAL
}
