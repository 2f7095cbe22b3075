package org.derain4j.kernels.opencl;

import java.util.Locale;
import java.util.Map;
import org.jocl.Pointer;

/** What is asked for by a backend's name. Sums, biases and slopes are single in any case. */
public enum Precision {
    /** Maps, filters and products in 32 bits: what is run unless another is named. */
    SINGLE(Float.BYTES),
    /** Maps in 32 bits, inputs and filters of convolutions rounded to 10 bits of fraction, multiplied by tensor cores. */
    TF32(Float.BYTES),
    /** Maps in 16 bits, 10 of them fraction: half the traffic. Tensor cores multiply, where there are any: then filters, too. */
    HALF(Short.BYTES);

    /** Half of the last place that TF32 keeps, and the bits that it does not. */
    private static final int TF32_HALF = 0x1000;
    private static final int TF32_DROPPED = 0x1fff;

    /** Halves that are converted and copied at a time: 1 MB. */
    static final int PIECE = 1 << 19;

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /**
     * In lower case, as users write it.
     *
     * @return single, tf32 or half
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What stands behind a device in a backend's name.
     *
     * @return a colon and a name, or nothing
     */
    public String suffix() {
        return this == SINGLE ? "" : ":" + word();
    }

    /** Of a value. */
    int bytes() {
        return bytes;
    }

    Map<String, Integer> macros() {
        return Map.of("HALF_MAPS", this == HALF ? 1 : 0);
    }

    /**
     * Rounds as the kernels round inputs and the host filters.
     *
     * @param value any
     * @return the nearest value that products have
     */
    public float rounded(float value) {
        return switch (this) {
            case SINGLE -> value;
            case TF32 -> Float.isNaN(value)
                    ? value
                    : Float.intBitsToFloat(Float.floatToRawIntBits(value) + TF32_HALF & ~TF32_DROPPED);
            case HALF -> Float.float16ToFloat(Float.floatToFloat16(value));
        };
    }

    /** A copy of bytes between the host and a map on the device, in either direction. */
    @FunctionalInterface
    interface Transfer {
        /**
         * Copies, and waits.
         *
         * @param offset in the map, in bytes
         * @param bytes  how many
         * @param host   where they are, or go
         */
        void copy(long offset, long bytes, Pointer host);
    }

    /** Sends values as the device stores them. */
    void send(float[] values, Transfer transfer) {
        if (this != HALF) {
            transfer.copy(0, (long) values.length * bytes, Pointer.to(values));
            return;
        }
        inPieces(values.length, (halves, from, count) -> {
            encode(values, from, halves, count);
            transfer.copy((long) from * bytes, (long) count * bytes, Pointer.to(halves));
        });
    }

    /** Fetches values that the device stores. */
    void fetch(float[] values, Transfer transfer) {
        if (this != HALF) {
            transfer.copy(0, (long) values.length * bytes, Pointer.to(values));
            return;
        }
        inPieces(values.length, (halves, from, count) -> {
            transfer.copy((long) from * bytes, (long) count * bytes, Pointer.to(halves));
            decode(halves, values, from, count);
        });
    }

    /** Some halves of a map. */
    private interface Piece {
        void handle(short[] halves, int from, int count);
    }

    /** No second copy of a whole map, and conversions in methods called often enough to be compiled as such, not in mid-loop. */
    private static void inPieces(int values, Piece piece) {
        short[] halves = new short[Math.min(values, PIECE)];
        for (int from = 0; from < values; from += halves.length) {
            piece.handle(halves, from, Math.min(halves.length, values - from));
        }
    }

    private static void encode(float[] values, int from, short[] halves, int count) {
        for (int i = 0; i < count; i++) {
            halves[i] = Float.floatToFloat16(values[from + i]);
        }
    }

    private static void decode(short[] halves, float[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[from + i] = Float.float16ToFloat(halves[i]);
        }
    }
}
