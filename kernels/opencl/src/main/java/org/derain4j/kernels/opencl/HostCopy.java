package org.derain4j.kernels.opencl;

import org.derain4j.kernels.backend.Precision;
import org.jocl.Pointer;

/** Copies values between the host, where they are single, and a map on a device, where they have the map's precision. */
final class HostCopy {

    /** Halves that are converted and copied at a time: 1 MB. */
    static final int PIECE = 1 << 19;

    private HostCopy() {}

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

    /** Sends the first values as the device stores them. */
    static void send(Precision precision, float[] values, int total, Transfer transfer) {
        int size = precision.bytes();
        if (precision != Precision.HALF) {
            transfer.copy(0, (long) total * size, Pointer.to(values));
            return;
        }
        inPieces(total, (halves, from, count) -> {
            encode(values, from, halves, count);
            transfer.copy((long) from * size, (long) count * size, Pointer.to(halves));
        });
    }

    /** Fetches values that the device stores; they become the first. */
    static void fetch(Precision precision, float[] values, int total, Transfer transfer) {
        int size = precision.bytes();
        if (precision != Precision.HALF) {
            transfer.copy(0, (long) total * size, Pointer.to(values));
            return;
        }
        inPieces(total, (halves, from, count) -> {
            transfer.copy((long) from * size, (long) count * size, Pointer.to(halves));
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
