package org.derain4j.weights;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Stored floating-point elements to and from Java's: little-endian, at any alignment. */
final class Elements {

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    private Elements() {}

    /** All elements of the bytes, rounded to nearest even where the type is wider. */
    static float[] floats(Stretch bytes, DType dtype) throws IOException {
        float[] values = new float[Math.toIntExact(bytes.size() / dtype.bytes())];
        short[] bits = new short[dtype == DType.F16 ? Math.min(values.length, Stretch.PIECE / Short.BYTES) : 0];
        bytes.read((piece, offset) -> {
            int at = (int) (offset / dtype.bytes());
            int count = (int) (piece.byteSize() / dtype.bytes());
            if (dtype == DType.F32) {
                MemorySegment.copy(piece, FLOAT, 0, values, at, count);
            } else if (dtype == DType.F16) {
                MemorySegment.copy(piece, SHORT, 0, bits, 0, count);
                widen(bits, values, at, count);
            } else {
                for (int i = 0; i < count; i++) {
                    values[at + i] = dtype == DType.F64 ? (float) piece.getAtIndex(DOUBLE, i) : half(piece, i, dtype);
                }
            }
        });
        return values;
    }

    /** By itself, so that the JVM compiles it soon: an embedded model is a million of these. */
    private static void widen(short[] bits, float[] values, int at, int count) {
        for (int i = 0; i < count; i++) {
            values[at + i] = Float.float16ToFloat(bits[i]);
        }
    }

    /** All elements of the bytes, exactly. */
    static double[] doubles(Stretch bytes, DType dtype) throws IOException {
        double[] values = new double[Math.toIntExact(bytes.size() / dtype.bytes())];
        bytes.read((piece, offset) -> {
            int at = (int) (offset / dtype.bytes());
            int count = (int) (piece.byteSize() / dtype.bytes());
            if (dtype == DType.F64) {
                MemorySegment.copy(piece, DOUBLE, 0, values, at, count);
            } else {
                for (int i = 0; i < count; i++) {
                    values[at + i] = dtype == DType.F32 ? piece.getAtIndex(FLOAT, i) : half(piece, i, dtype);
                }
            }
        });
        return values;
    }

    /** Stores one value, rounded to nearest even; beyond the type's range it becomes an infinity. */
    static void set(MemorySegment bytes, long index, DType dtype, float value) {
        switch (dtype) {
            case F32 -> bytes.setAtIndex(FLOAT, index, value);
            case F64 -> bytes.setAtIndex(DOUBLE, index, value);
            case F16 -> bytes.setAtIndex(SHORT, index, Float.floatToFloat16(value));
            case BF16 -> bytes.setAtIndex(SHORT, index, toBfloat16(value));
            default -> throw new IllegalArgumentException(notFloating(dtype));
        }
    }

    /** Whether {@link #set} would turn a finite value into an infinity. */
    static boolean overflows(DType dtype, float value) {
        return Float.isFinite(value) && switch (dtype) {
            case F16 -> Float.isInfinite(Float.float16ToFloat(Float.floatToFloat16(value)));
            case BF16 -> Float.isInfinite(fromBfloat16(toBfloat16(value)));
            default -> false;
        };
    }

    static String notFloating(DType dtype) {
        return "type " + dtype + " cannot hold floats; use F32, F16, BF16 or F64";
    }

    private static float half(MemorySegment bytes, long index, DType dtype) {
        short bits = bytes.getAtIndex(SHORT, index);
        return switch (dtype) {
            case F16 -> Float.float16ToFloat(bits);
            case BF16 -> fromBfloat16(bits);
            default -> throw new IllegalArgumentException(notFloating(dtype));
        };
    }

    private static float fromBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    private static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            // Rounding could carry a NaN over into an infinity or a zero; the set bit keeps it a quiet NaN.
            return (short) (bits >>> 16 | 0x40);
        }
        int lowestKept = bits >>> 16 & 1;
        return (short) (bits + 0x7fff + lowestKept >>> 16);
    }
}
