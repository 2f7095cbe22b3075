package org.derain4j.pictures.tiff;

import java.io.IOException;
import java.io.InputStream;

/** Undoes PackBits: a signed byte says how many bytes follow, or how often the next one is repeated. */
final class PackBitsInputStream extends InputStream {

    private final InputStream packed;
    private int literal;
    private int repeated;
    private int value;

    PackBitsInputStream(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        while (literal == 0 && repeated == 0) {
            int head = packed.read();
            if (head < 0) {
                return -1;
            }
            byte count = (byte) head;
            if (count >= 0) {
                literal = count + 1;
            } else if (count != Byte.MIN_VALUE) {
                repeated = 1 - count;
                value = packed.read();
            }
        }
        if (literal > 0) {
            literal--;
            return packed.read();
        }
        repeated--;
        return value;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            int next = read();
            if (next < 0) {
                return i == 0 ? -1 : i;
            }
            to[offset + i] = (byte) next;
        }
        return length;
    }
}
