package org.derain4j.kernels.vector;

import org.derain4j.kernels.tiled.Microkernels;

/** The JDK's Vector API at one width. This package alone imports it. */
public final class VectorMicrokernels {

    private VectorMicrokernels() {}

    /** The inner loops; to be asked for only where {@link org.derain4j.kernels.cpu.VectorWidth} found no problem. */
    public static Microkernels create() {
        return new Microkernels("vector, " + Lanes.describe(), Lanes.N, ConvTile.PIXELS, ConvTile.CHANNELS,
                new ConvTile(), new WinogradVectors(), new Gates(), new ElementVectors(), new VectorFmaChains());
    }

    /** The width, and whether the CPU has it. */
    public static String describeWidth() {
        return Lanes.describe();
    }
}
