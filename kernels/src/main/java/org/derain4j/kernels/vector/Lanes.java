package org.derain4j.kernels.vector;

import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.derain4j.kernels.cpu.VectorWidth;

/**
 * The one vector species of this JVM. A static final, because C2 only folds a species that is a constant; loaded only
 * after {@link VectorWidth} found that vectors can be used at all.
 */
final class Lanes {

    static final VectorSpecies<Float> S = species();

    /** Floats per vector. */
    static final int N = S.length();

    private Lanes() {}

    private static VectorSpecies<Float> species() {
        return switch (VectorWidth.requestedBits()) {
            case 128 -> FloatVector.SPECIES_128;
            case 256 -> FloatVector.SPECIES_256;
            case 512 -> FloatVector.SPECIES_512;
            default -> FloatVector.SPECIES_PREFERRED;
        };
    }

    static String describe() {
        int hardware = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        String emulated = S.vectorBitSize() > hardware ? ", emulated on a CPU of %d".formatted(hardware) : "";
        return String.format(Locale.ROOT, "%d bits%s", S.vectorBitSize(), emulated);
    }
}
