package org.derain4j.engine;

/** How a result becomes a byte. */
public enum Rounding {
    /** To the nearest byte, for people: a dry picture stays what it was. */
    NEAREST,
    /**
     * The official code's truncation of {@code clip((y + 1) * 127.5, 0, 255)} in float, for conformance and scores: with a
     * zero residual it makes 95 of the 256 byte values one lower.
     */
    OFFICIAL
}
