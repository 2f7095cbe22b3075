package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversions between float32 and the stored types. */
class ElementsTest {

    @ParameterizedTest
    @CsvSource({"0x0000, 0", "0x8000, -0.0", "0x3c00, 1", "0xc000, -2", "0x7bff, 65504", "0x0400, 0x1p-14",
        "0x0001, 0x1p-24", "0x83ff, -0x3.ffp-16", "0x7c00, Infinity", "0xfc00, -Infinity", "0x7e00, NaN"})
    void halfPrecision(String bits, String value) throws IOException {
        check(DType.F16, Integer.decode(bits), Float.parseFloat(value));
    }

    @ParameterizedTest
    @CsvSource({"0x0000, 0", "0x8000, -0.0", "0x3f80, 1", "0xc000, -2", "0x7f7f, 0x1.fep127", "0x0080, 0x1p-126",
        "0x0001, 0x1p-133", "0x807f, -0x0.fep-126", "0x7f80, Infinity", "0xff80, -Infinity", "0x7fc0, NaN"})
    void bfloat16(String bits, String value) throws IOException {
        check(DType.BF16, Integer.decode(bits), Float.parseFloat(value));
    }

    @ParameterizedTest
    @CsvSource({"F16, 0x1.002p0, 0x3c00", "F16, 0x1.006p0, 0x3c02", "F16, 0x1.0021p0, 0x3c01", "F16, 0x1p-25, 0x0000",
        "F16, 0x1.000002p-25, 0x0001", "F16, 0x3p-25, 0x0002", "F16, 65519.996, 0x7bff", "F16, 0x1.ffep-15, 0x0400",
        "BF16, 0x1.01p0, 0x3f80", "BF16, 0x1.03p0, 0x3f82", "BF16, 0x1.010002p0, 0x3f81", "BF16, 0x1p-134, 0x0000",
        "BF16, 0x3p-134, 0x0002", "BF16, 0x1.fefffep127, 0x7f7f", "BF16, -0x1.01p0, 0xbf80"})
    void halfwayCasesGoToEven(DType dtype, String value, String bits) {
        float exact = Float.parseFloat(value);
        assertEquals(Integer.decode(bits), stored(dtype, exact));
        assertFalse(Elements.overflows(dtype, exact));
    }

    @ParameterizedTest
    @CsvSource({"F16, 65520", "F16, -65520", "F16, 1e30", "BF16, 0x1.ffp127", "BF16, -3.4028235e38"})
    void overflowIsSeen(DType dtype, String value) {
        assertTrue(Elements.overflows(dtype, Float.parseFloat(value)));
        assertFalse(Elements.overflows(dtype, Float.POSITIVE_INFINITY));
        assertFalse(Elements.overflows(dtype, Float.NaN));
        assertFalse(Elements.overflows(DType.F64, Float.MAX_VALUE));
    }

    /** A NaN whose set bits all lie in the half that goes must not become an infinity, nor round over to zero. */
    @Test
    void everyNanStaysOne() throws IOException {
        for (int bits : new int[]{0x7f800001, 0xff800001, 0x7fffffff, 0xffffffff}) {
            for (DType dtype : new DType[]{DType.F16, DType.BF16, DType.F32, DType.F64}) {
                byte[] bytes = new byte[dtype.bytes()];
                Elements.set(MemorySegment.ofArray(bytes), 0, dtype, Float.intBitsToFloat(bits));
                assertTrue(Float.isNaN(Elements.floats(stretch(bytes), dtype)[0]), dtype + " " + bits);
            }
        }
    }

    /** All 65,536 patterns read and written again give themselves, NaNs apart. */
    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void everyPatternSurvives(DType dtype) throws IOException {
        byte[] all = new byte[2 << 16];
        ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 1 << 16; i++) {
            buffer.putShort((short) i);
        }
        float[] values = Elements.floats(stretch(all), dtype);
        double[] doubles = Elements.doubles(stretch(all), dtype);
        for (int i = 0; i < 1 << 16; i++) {
            assertEquals(values[i], doubles[i]);
            if (!Float.isNaN(values[i])) {
                assertEquals(i, stored(dtype, values[i]));
            }
        }
    }

    /** The nearest of all bfloat16 values, found by their distance in double precision. */
    @Test
    void bfloat16IsTheNearest() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value) && !Elements.overflows(DType.BF16, value)) {
                int down = Float.floatToRawIntBits(value) >>> 16;
                double below = Math.abs((double) value - Float.intBitsToFloat(down << 16));
                double above = Math.abs((double) value - Float.intBitsToFloat(down + 1 << 16));
                int nearest = below < above || below == above && down % 2 == 0 ? down : down + 1;
                assertEquals(nearest, stored(DType.BF16, value), () -> Float.toHexString(value));
            }
        }
    }

    @Test
    void doublesAreRoundedToFloats() throws IOException {
        double[] values = {1 + 0x1p-24, 1 + 0x3p-24, 0x1p-150, 0x1.8p-149, 1e300, -1e300, Double.NaN, -0.0};
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        assertArrayEquals(values, Elements.doubles(stretch(bytes.array()), DType.F64));
        assertArrayEquals(new float[]{1, 1 + 0x1p-22f, 0, 0x1p-148f, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.NaN, -0f}, Elements.floats(stretch(bytes.array()), DType.F64));
    }

    @Test
    void integersAreNoFloats() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[8]);
        assertThrows(IllegalArgumentException.class, () -> Elements.set(bytes, 0, DType.I64, 1));
    }

    private static void check(DType dtype, int bits, float value) throws IOException {
        byte[] bytes = {(byte) bits, (byte) (bits >> 8)};
        assertArrayEquals(new float[]{value}, Elements.floats(stretch(bytes), dtype));
        assertArrayEquals(new double[]{value}, Elements.doubles(stretch(bytes), dtype));
        assertEquals(bits, stored(dtype, value));
    }

    private static Stretch stretch(byte[] bytes) throws IOException {
        return new Stretch(ByteSource.of(bytes), 0, bytes.length, OptionalInt.empty(), Origin.ofFile("made"));
    }

    private static int stored(DType dtype, float value) {
        byte[] bytes = new byte[2];
        Elements.set(MemorySegment.ofArray(bytes), 0, dtype, value);
        return bytes[0] & 0xff | (bytes[1] & 0xff) << 8;
    }
}
