package org.derain4j.kernels.opencl;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
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

    /** Values as the device stores them. */
    Pointer encoded(float[] values) {
        if (this != HALF) {
            return Pointer.to(values);
        }
        short[] halves = new short[values.length];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.floatToFloat16(values[i]);
        }
        return Pointer.to(halves);
    }

    /** Reads that many values with a reader of bytes. */
    float[] decoded(int count, Consumer<Pointer> reader) {
        float[] values = new float[count];
        if (this != HALF) {
            reader.accept(Pointer.to(values));
            return values;
        }
        short[] halves = new short[count];
        reader.accept(Pointer.to(halves));
        for (int i = 0; i < count; i++) {
            values[i] = Float.float16ToFloat(halves[i]);
        }
        return values;
    }
}
