package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Random;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.opencl.Numerics.Products;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tensor cores' one instruction, emulated, beside a plain product of matrices; and how values are rounded for it. */
@Tag("slow")
class OpenClMmaTest {

    private static final int DEPTH = 32;
    private static final int COLUMNS = 8;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClMmaTest.class, 4);
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = {"TF32", "HALF"})
    void fragmentsLieAsTheyAreDrawn(Precision precision) {
        Numerics numerics = new Numerics(precision, Products.EMULATION);
        Random random = new Random(5);
        float[] a = gaussians(random, 16 * DEPTH);
        float[] b = gaussians(random, DEPTH * COLUMNS);
        try (Session session = new Session(Discovery.devices().getFirst(), new CacheFolder(null))) {
            assertEquals(Optional.empty(), TensorCores.probe(session, numerics));
            float[] actual = TensorCores.product(session, numerics, a, b);
            for (int i = 0; i < actual.length; i++) {
                double expected = 0;
                for (int k = 0; k < DEPTH; k++) {
                    expected += (double) precision.rounded(a[i / COLUMNS * DEPTH + k])
                            * precision.rounded(b[k * COLUMNS + i % COLUMNS]);
                }
                assertEquals(expected, actual[i], 1e-5, "row " + i / COLUMNS + ", column " + i % COLUMNS);
            }
        }
    }

    /** As cvt.rna.tf32.f32: 10 bits of fraction, away from zero where two are as near. */
    @ParameterizedTest
    @CsvSource({"0x1p0, 0x1p0", "0x1.002p0, 0x1.004p0", "0x1.001ffep0, 0x1p0", "-0x1.002p0, -0x1.004p0",
        "-0x1.006p0, -0x1.008p0", "0x1.fffp0, 0x1p1", "0x1p-140, 0", "0x1.fffffep127, Infinity", "0, 0"})
    void tf32IsRoundedAwayFromZero(String value, String expected) {
        assertEquals(Float.parseFloat(expected), Precision.TF32.rounded(Float.parseFloat(value)));
    }

    @Test
    void whatIsNoNumberStaysNone() {
        for (int bits : new int[]{-1, 0x7fc00000, 0x7fffffff, 0x7f800001}) {
            assertEquals(Float.NaN, Precision.TF32.rounded(Float.intBitsToFloat(bits)));
        }
        assertEquals(Float.NEGATIVE_INFINITY, Precision.TF32.rounded(Float.NEGATIVE_INFINITY));
    }

    @Test
    void thereIsNoTf32WithoutTensorCores() {
        assertThrows(IllegalArgumentException.class, () -> new Numerics(Precision.TF32, Products.ITEMS));
        assertThrows(IllegalArgumentException.class, () -> new Numerics(Precision.SINGLE, Products.TENSOR_CORES));
    }

    private static float[] gaussians(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
