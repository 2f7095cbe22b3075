package org.derain4j.pictures.png;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A chunk where it lies in its file.
 *
 * @param name   four letters
 * @param file   the whole file
 * @param start  of the content
 * @param length of the content, as far as it is there
 * @param intact whether all of it is there, and its checksum is right
 */
record PngChunk(String name, byte[] file, int start, int length, boolean intact) {

    private static final int LOWER_CASE = 0x20;

    /**
     * Its content.
     *
     * @return a view
     */
    ByteBuffer view() {
        return ByteBuffer.wrap(file, start, length).slice();
    }

    byte[] bytes() {
        return Arrays.copyOfRange(file, start, start + length);
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
