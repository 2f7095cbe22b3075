package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.derain4j.kernels.plain.PlainMicrokernels;
import org.derain4j.kernels.tiled.Microkernels;
import org.derain4j.kernels.vector.VectorMicrokernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CeilingTest {

    static List<Microkernels> microkernels() {
        return List.of(VectorMicrokernels.create(), PlainMicrokernels.create());
    }

    @ParameterizedTest
    @MethodSource("microkernels")
    void theChainsAreCompiledBeforeTheBestRound(Microkernels of) {
        double best = Ceiling.flopPerSecond(of.chains(), 1);
        assertTrue(best > 1e9, of.name() + ": " + best); // interpreted, it is below a hundredth of this
    }

    @Test
    void noThreadsAreRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> Ceiling.flopPerSecond(PlainMicrokernels.create().chains(), 0));
    }
}
