package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.derain4j.kernels.cpu.VectorWidth;
import org.junit.jupiter.api.Test;

class CeilingTest {

    @Test
    void vectorsAndPlainLoopsAreCompiledBeforeTheBestRound() {
        double vectors = Ceiling.flopPerSecond(1);
        String before = System.setProperty(VectorWidth.PROPERTY, "0");
        try {
            double plain = Ceiling.flopPerSecond(1);
            // interpreted, either is below a hundredth of this
            assertTrue(plain > 1e9, "plain loops: " + plain);
            assertTrue(vectors > 1e9, "vectors: " + vectors);
        } finally {
            System.setProperty(VectorWidth.PROPERTY, before == null ? "" : before);
        }
    }

    @Test
    void noThreadsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Ceiling.flopPerSecond(0));
    }
}
