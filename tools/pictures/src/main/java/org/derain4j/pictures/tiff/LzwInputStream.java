package org.derain4j.pictures.tiff;

import java.io.IOException;
import java.io.InputStream;

/**
 * Undoes TIFF's LZW: codes of 9 to 12 bits, the highest bit first, one bit more already before the last code of a length. Before TIFF 6
 * some wrote the lowest bit first, and one bit more only after that code.
 */
final class LzwInputStream extends InputStream {

    static final int CLEAR = 256;
    static final int END = 257;
    static final int FIRST = 258;
    static final int MOST_BITS = 12;
    static final int MOST_CODES = 1 << MOST_BITS;

    private final InputStream packed;
    private final boolean old;
    private final short[] prefixes = new short[MOST_CODES];
    private final byte[] suffixes = new byte[MOST_CODES];
    /** The string of the code read last, from its end on. */
    private final byte[] string = new byte[MOST_CODES];
    private final byte[] buffer = new byte[4096];
    private int at;
    private int end;
    private int left;
    private int codes = FIRST;
    private int codeBits = 9;
    private int last = -1;
    private byte first;
    private int bits;
    private int bitCount;

    /**
     * What is made of some data.
     *
     * @param packed can go back to its beginning, which says which kind it is
     */
    LzwInputStream(InputStream packed) throws IOException {
        this.packed = packed;
        packed.mark(2);
        // The code that clears the table comes first.
        old = packed.read() == 0 && (packed.read() & 1) == 1;
        packed.reset();
    }

    @Override
    public int read() throws IOException {
        return left > 0 || next() ? string[--left] & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && (left > 0 || next())) {
            while (left > 0 && done < length) {
                to[offset + done++] = string[--left];
            }
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /** Takes the next code apart; false at the end. */
    private boolean next() throws IOException {
        int code = code();
        while (code == CLEAR) {
            codes = FIRST;
            codeBits = 9;
            last = -1;
            code = code();
        }
        if (code < 0 || code == END) {
            return false;
        }
        if (code > codes || code == codes && last < 0) {
            throw new IOException("its LZW data have a code that was not made");
        }
        int rest = code;
        if (code == codes) {
            string[left++] = first;
            rest = last;
        }
        while (rest > 0xFF) {
            string[left++] = suffixes[rest];
            rest = prefixes[rest];
        }
        first = (byte) rest;
        string[left++] = first;
        if (last >= 0 && codes < MOST_CODES) {
            prefixes[codes] = (short) last;
            suffixes[codes++] = first;
            if (codes + (old ? 0 : 1) >= 1 << codeBits && codeBits < MOST_BITS) {
                codeBits++;
            }
        }
        last = code;
        return true;
    }

    private int code() throws IOException {
        while (bitCount < codeBits) {
            if (at == end) {
                at = 0;
                end = Math.max(0, packed.read(buffer));
                if (end == 0) {
                    return -1;
                }
            }
            int next = buffer[at++] & 0xFF;
            bits = old ? bits | next << bitCount : bits << 8 | next;
            bitCount += 8;
        }
        bitCount -= codeBits;
        int mask = (1 << codeBits) - 1;
        if (!old) {
            return bits >>> bitCount & mask;
        }
        int code = bits & mask;
        bits >>>= codeBits;
        return code;
    }
}
