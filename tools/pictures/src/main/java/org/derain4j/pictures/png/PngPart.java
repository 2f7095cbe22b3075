package org.derain4j.pictures.png;

/**
 * A piece of a file that holds coded pixels.
 *
 * @param start  of its bytes
 * @param length how many there are
 */
record PngPart(long start, int length) {}
