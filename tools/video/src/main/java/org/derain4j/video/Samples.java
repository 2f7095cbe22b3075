package org.derain4j.video;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Samples in bytes: one each, or two with the lower one first.
 *
 * @param bits 8 to 16
 */
record Samples(int bits) {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class,
            ByteOrder.LITTLE_ENDIAN);

    /** The largest that the bits have room for. */
    int most() {
        return (1 << bits) - 1;
    }

    int get(byte[] bytes, int index) {
        return bits > Byte.SIZE
                ? Short.toUnsignedInt((short) SHORTS.get(bytes, index * Short.BYTES))
                : Byte.toUnsignedInt(bytes[index]);
    }

    /** Rounds once, to what the bits have room for. */
    void set(byte[] bytes, int index, double value) {
        put(bytes, index, value, most());
    }

    /**
     * Takes some of a sample away, and rounds once. Where nothing is taken the sample stays, also one beyond the bits, which should not be.
     */
    void take(byte[] from, byte[] to, int index, float amount) {
        int sample = get(from, index);
        put(to, index, sample - (double) amount, Math.max(sample, most()));
    }

    private void put(byte[] bytes, int index, double value, int most) {
        int rounded = (int) (Math.clamp(value, 0, most) + 0.5);
        if (bits > Byte.SIZE) {
            SHORTS.set(bytes, index * Short.BYTES, (short) rounded);
        } else {
            bytes[index] = (byte) rounded;
        }
    }
}
