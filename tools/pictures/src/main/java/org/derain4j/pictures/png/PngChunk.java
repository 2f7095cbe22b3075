package org.derain4j.pictures.png;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A chunk where it lies in its file.
 *
 * @param name    four letters
 * @param start   of the content
 * @param length  of the content, as far as it is there
 * @param content all of it; none of pixels, which are read when they are decoded
 * @param intact  whether all of it is there, and its checksum is right
 */
record PngChunk(String name, long start, int length, byte[] content, boolean intact) {

    private static final int LOWER_CASE = 0x20;

    /**
     * Its content.
     *
     * @return a view
     */
    ByteBuffer view() {
        return ByteBuffer.wrap(content);
    }

    byte[] bytes() {
        return content.clone();
    }

    /** Where it lies from a byte of its content on. */
    PngPart from(int at) {
        return new PngPart(start + at, length - at);
    }

    boolean isCritical() {
        return isCritical(name);
    }

    static boolean isCritical(String name) {
        return (name.charAt(0) & LOWER_CASE) == 0;
    }

    /** By the specification's rule for chunks that an editor does not know. */
    boolean isSafeToCopy() {
        return (name.charAt(3) & LOWER_CASE) != 0;
    }

    /** Length, name, content, checksum, as a file has them. */
    static byte[] framed(String name, byte[] content) {
        byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(letters);
        sum.update(content);
        return ByteBuffer.allocate(content.length + 12).putInt(content.length).put(letters).put(content)
                .putInt((int) sum.getValue()).array();
    }
}
