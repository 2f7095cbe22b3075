package org.derain4j.kernels.backend;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What is asked for by a device backend's name. Sums, biases and slopes are single in any case. */
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
     * The precision of that name.
     *
     * @param word as {@link #word} gives it
     * @return nothing if there is none
     */
    public static Optional<Precision> of(String word) {
        Objects.requireNonNull(word, "word");
        return Arrays.stream(values()).filter(precision -> precision.word().equals(word)).findFirst();
    }

    /**
     * What stands behind a device in a backend's name.
     *
     * @return a colon and a name, or nothing
     */
    public String suffix() {
        return this == SINGLE ? "" : ":" + word();
    }

    /**
     * The size of a map's value.
     *
     * @return 4 or 2
     */
    public int bytes() {
        return bytes;
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
}
