package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.derain4j.kernels.cpu.VectorWidth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on the CPU: vectors of the width that this run asks for, or the plain loops where it asks for none. */
class OpContractTest extends OpContract {

    private static final boolean VECTORS = VectorWidth.requestedBits() != 0;

    @Override
    protected List<String> names() {
        if (VECTORS) {
            return List.of(Backends.VECTOR);
        }
        // the definition has no fused multiply-add: without that instruction it is the same code once more
        return VectorWidth.hasFusedMultiplyAdd()
                ? List.of(Backends.PORTABLE, Backends.REFERENCE)
                : List.of(Backends.PORTABLE);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theWidthIsTheOneAskedFor(String name) {
        try (var single = Backends.open(name, 1, false); var exact = Backends.open(name, 2, true)) {
            if (VECTORS) {
                int bits = VectorWidth.requestedBits();
                assertTrue(bits > 0, "run with -D" + VectorWidth.PROPERTY);
                assertTrue(single.describe().startsWith("vector, " + bits + " bits"), single.describe());
            }
            if (!name.equals(Backends.REFERENCE)) {
                assertTrue(exact.describe().contains("exact"), exact.describe());
            }
        }
    }
}
