package org.derain4j.pictures.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** EXIF where a format has a place for it: with or without JPEG's mark before it. */
public final class ExifBlock {

    private static final byte[] MARK = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = 8;
    private static final int LITTLE_ENDIAN = 0x49492A00;
    private static final int BIG_ENDIAN = 0x4D4D002A;

    private ExifBlock() {}

    /**
     * The TIFF structure alone.
     *
     * @param block as a file has it
     * @return from the byte order mark on; empty if there is none
     */
    public static Optional<byte[]> of(byte[] block) {
        boolean marked = block.length >= MARK.length && Arrays.equals(block, 0, MARK.length, MARK, 0, MARK.length);
        byte[] content = marked ? Arrays.copyOfRange(block, MARK.length, block.length) : block;
        int order = content.length < HEADER ? 0 : ByteBuffer.wrap(content).getInt();
        return order == LITTLE_ENDIAN || order == BIG_ENDIAN ? Optional.of(content) : Optional.empty();
    }
}
