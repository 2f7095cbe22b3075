package org.derain4j.pictures.tiff;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Makes TIFF's LZW; see {@link LzwInputStream}. */
final class LzwOutputStream extends OutputStream {

    private static final int SLOTS = 1 << 14;
    /** The last code is left unused, as all writers do: some readers cannot take it. */
    private static final int FULL = LzwInputStream.MOST_CODES - 2;

    private final OutputStream packed;
    /** Of a string and the byte after it, by open addressing: prefix and byte, and the code they have; -1 for none. */
    private final int[] keys = new int[SLOTS];
    private final short[] values = new short[SLOTS];
    private int codes = LzwInputStream.FIRST;
    private int codeBits = 9;
    private int prefix = -1;
    private int bits;
    private int bitCount;

    LzwOutputStream(OutputStream packed) throws IOException {
        this.packed = packed;
        clear();
    }

    @Override
    public void write(int b) throws IOException {
        int next = b & 0xFF;
        if (prefix < 0) {
            prefix = next;
            return;
        }
        int key = prefix << 8 | next;
        int slot = (key * 0x9E3779B1) >>> 18;
        while (keys[slot] >= 0) {
            if (keys[slot] == key) {
                prefix = values[slot];
                return;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        put(prefix);
        prefix = next;
        keys[slot] = key;
        values[slot] = (short) codes;
        grow();
        if (codes == FULL) {
            clear();
        }
    }

    /** The reader is one string behind. */
    private void grow() {
        codes++;
        if (codes == 1 << codeBits && codeBits < LzwInputStream.MOST_BITS) {
            codeBits++;
        }
    }

    private void clear() throws IOException {
        put(LzwInputStream.CLEAR);
        Arrays.fill(keys, -1);
        codes = LzwInputStream.FIRST;
        codeBits = 9;
    }

    private void put(int code) throws IOException {
        bits = bits << codeBits | code;
        bitCount += codeBits;
        while (bitCount >= 8) {
            bitCount -= 8;
            packed.write(bits >>> bitCount);
        }
    }

    /** Ends the data; what they are written to stays open. */
    @Override
    public void close() throws IOException {
        if (prefix >= 0) {
            put(prefix);
            prefix = -1;
            grow();
        }
        put(LzwInputStream.END);
        if (bitCount > 0) {
            packed.write(bits << 8 - bitCount);
            bitCount = 0;
        }
    }
}
