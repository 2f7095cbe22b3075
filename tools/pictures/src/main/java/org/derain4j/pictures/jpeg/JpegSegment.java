package org.derain4j.pictures.jpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One of the pieces that a JPEG consists of.
 *
 * @param marker the byte after {@code FF}, or {@link #CODED} for coded pixels with the restart markers among them
 * @param file   the bytes of the whole file
 * @param offset where the content begins, behind marker and length
 * @param length of the content
 */
record JpegSegment(int marker, byte[] file, int offset, int length) {

    static final int CODED = 0;
    static final int DHT = 0xC4;
    static final int JPG = 0xC8;
    static final int DAC = 0xCC;
    static final int RST0 = 0xD0;
    static final int RST7 = 0xD7;
    static final int SOI = 0xD8;
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;
    static final int DQT = 0xDB;
    static final int DNL = 0xDC;
    static final int DRI = 0xDD;
    static final int DHP = 0xDE;
    static final int EXP = 0xDF;
    static final int APP0 = 0xE0;
    static final int APP15 = 0xEF;
    static final int COM = 0xFE;

    /** The most that the content of a segment can have: the length is counted in 16 bits, itself among it. */
    static final int LONGEST = 0xFFFF - 2;

    /** Whether it is one of the headers of a frame, SOF0 to SOF15. */
    static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC;
    }

    static boolean isRestart(int marker) {
        return marker >= RST0 && marker <= RST7;
    }

    /** Whether it says nothing that the pixels need: an application's data or a comment. */
    static boolean isAside(int marker) {
        return marker >= APP0 && marker <= APP15 || marker == COM;
    }

    int u8(int at) {
        return file[offset + at] & 0xFF;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /** Whether the content begins with that name. */
    boolean named(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return length >= bytes.length
                && Arrays.equals(file, offset, offset + bytes.length, bytes, 0, bytes.length);
    }

    /** A copy of the content from there on. */
    byte[] from(int at) {
        return Arrays.copyOfRange(file, offset + at, offset + length);
    }

    /** The content, or the whole segment with its marker and length: not copied. */
    ByteBuffer whole() {
        return marker == CODED ? ByteBuffer.wrap(file, offset, length) : ByteBuffer.wrap(file, offset - 4, length + 4);
    }
}
