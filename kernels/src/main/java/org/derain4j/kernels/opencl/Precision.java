package org.derain4j.kernels.opencl;

import java.util.Map;
import org.jocl.Pointer;

/** How maps are stored in the device's memory. Sums and parameters are single in any case. */
enum Precision {
    /** 32 bits. */
    SINGLE(Float.BYTES),
    /** 16 bits: half the traffic, about three decimal digits of every value between two steps. */
    HALF(Short.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Of a value. */
    int bytes() {
        return bytes;
    }

    Map<String, Integer> macros() {
        return Map.of("HALF_MAPS", this == HALF ? 1 : 0);
    }

    /** Values as the device stores them. */
    Pointer encoded(float[] values) {
        if (this == SINGLE) {
            return Pointer.to(values);
        }
        short[] halves = new short[values.length];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.floatToFloat16(values[i]);
        }
        return Pointer.to(halves);
    }

    /** Reads that many values with a reader of bytes. */
    float[] decoded(int count, java.util.function.Consumer<Pointer> reader) {
        float[] values = new float[count];
        if (this == SINGLE) {
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
