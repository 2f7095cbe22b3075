package org.derain4j.kernels.plain;

import org.derain4j.kernels.cpu.VectorWidth;
import org.derain4j.kernels.tiled.Microkernels;

/**
 * Plain loops over {@code float[]}, which C2 turns into vector instructions by itself where it can: for a JVM without the
 * Vector API.
 */
public final class PlainMicrokernels {

    /** A static final, because only then C2 leaves the other way out. */
    private static final boolean FUSED = VectorWidth.hasFusedMultiplyAdd();

    private PlainMicrokernels() {}

    /** The inner loops. */
    public static Microkernels create() {
        return new Microkernels("portable, " + describe(), PlainWinograd.LANES, PlainTile.PIXELS, PlainTile.CHANNELS,
                new PlainTile(), new PlainWinograd(), new PlainGates(), new PlainElements(), new PlainFmaChains());
    }

    /** How products are summed, since it decides the last bits. */
    public static String describe() {
        return FUSED ? "plain float loops" : "plain float loops without fused multiply-add";
    }

    /** {@code a * b + c}, rounded once where the CPU can: elsewhere {@link Math#fma} would go through BigDecimal. */
    static float fma(float a, float b, float c) {
        return FUSED ? Math.fma(a, b, c) : a * b + c;
    }
}
