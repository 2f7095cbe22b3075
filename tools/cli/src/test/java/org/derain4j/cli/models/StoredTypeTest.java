package org.derain4j.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredTypeTest {

    @ParameterizedTest
    @CsvSource({
        // bits of a float32, and of what it becomes in bf16: below, at and above halves, next to even and odd
        "3f800000, 3f800000", "3f807fff, 3f800000", "3f808000, 3f800000", "3f808001, 3f810000", "3f818000, 3f820000",
        "bf818000, bf820000", "80000000, 80000000", "00008001, 00010000", "7f7f7fff, 7f7f0000", "7f7f8000, 7f800000"})
    void brainFloatsAreRoundedToNearestEven(String bits, String expected) {
        float value = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
        assertEquals(Integer.parseUnsignedInt(expected, 16),
                Float.floatToRawIntBits(StoredType.BF16.rounded(value)));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1.0", "1.00048828125, 1.0", "1.00146484375, 1.001953125", "65504, 65504", "1e-8, 0"})
    void halfFloatsAreRoundedToNearestEven(float value, float expected) {
        assertEquals(expected, StoredType.F16.rounded(value));
    }

    @ParameterizedTest
    @CsvSource({"1.2345678", "-0.0", "3.4028235e38", "1e-45"})
    void fullFloatsStay(float value) {
        assertEquals(Float.floatToRawIntBits(value), Float.floatToRawIntBits(StoredType.F32.rounded(value)));
    }
}
