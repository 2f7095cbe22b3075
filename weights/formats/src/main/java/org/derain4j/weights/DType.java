package org.derain4j.weights;

/** Element types of stored tensors. All are little-endian on disk; only the floating-point ones can be read. */
public enum DType {

    /** IEEE 754 single precision. */
    F32(4, true),
    /** IEEE 754 half precision. */
    F16(2, true),
    /** The upper half of a float32. */
    BF16(2, true),
    /** IEEE 754 double precision. */
    F64(8, true),
    /** Signed 8-bit integer. */
    I8(1, false),
    /** Signed 16-bit integer. */
    I16(2, false),
    /** Signed 32-bit integer. */
    I32(4, false),
    /** Signed 64-bit integer. */
    I64(8, false),
    /** Unsigned 8-bit integer. */
    U8(1, false),
    /** Unsigned 16-bit integer. */
    U16(2, false),
    /** Unsigned 32-bit integer. */
    U32(4, false),
    /** Unsigned 64-bit integer. */
    U64(8, false),
    /** One byte, 0 or 1. */
    BOOL(1, false),
    /** A TensorFlow type without a counterpart here, such as strings: listed, never read. */
    OTHER(0, false);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /**
     * The size of one element.
     *
     * @return bytes, or 0 for {@link #OTHER}
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Whether {@link TensorFile#floats} and {@link TensorFile#doubles} read it.
     *
     * @return true for F32, F16, BF16 and F64
     */
    public boolean isFloatingPoint() {
        return floating;
    }
}
