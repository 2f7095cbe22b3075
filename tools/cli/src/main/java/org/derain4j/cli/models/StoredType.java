package org.derain4j.cli.models;

import java.util.Locale;
import org.derain4j.weights.DType;

/** The types that {@code derain convert} writes, and what becomes of a float32 in them. */
enum StoredType {

    F32(DType.F32, Float.MAX_VALUE) {

        @Override
        float rounded(float value) {
            return value;
        }
    },
    F16(DType.F16, 65_504) {

        @Override
        float rounded(float value) {
            return Float.float16ToFloat(Float.floatToFloat16(value));
        }
    },
    BF16(DType.BF16, Float.intBitsToFloat(0x7f7f_0000)) {

        /** To nearest, halves to the even mantissa, as a carry from the lower half; for finite values. */
        @Override
        float rounded(float value) {
            int bits = Float.floatToRawIntBits(value);
            int carry = 0x7fff + (bits >>> 16 & 1);
            return Float.intBitsToFloat(bits + carry & 0xffff_0000);
        }
    };

    private final DType dtype;
    private final float largest;

    StoredType(DType dtype, float largest) {
        this.dtype = dtype;
        this.largest = largest;
    }

    DType dtype() {
        return dtype;
    }

    /** The largest finite value. */
    float largest() {
        return largest;
    }

    /** The value as read back from the file, to nearest, halves to even. */
    abstract float rounded(float value);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
