package org.derain4j.pictures.metadata;

/**
 * What only a file of the same format can carry on: a JPEG's segment, a PNG's or WebP's chunk, a TIFF's entry, of no kind that has a place
 * of its own in {@link Metadata}; byte for byte.
 *
 * @param name  the format's own name of it, for sentences and to write it again, as {@code APP5}, {@code sPLT}, {@code 33550}
 * @param bytes its content; not copied, and not to be changed
 */
public record OwnRecord(String name, byte[] bytes) {}
