package org.derain4j.kernels.vector;

/** What one worker needs beside the maps: lines of input pixels, the sums of the tile in hand, and spare lanes. */
final class Scratch {

    final float[] lines;
    final float[] sums;
    final float[] spare = new float[ConvTile.PIXELS * ConvTile.CHANNELS];

    /** Which input row each line holds. */
    final int[] lineRow = new int[StripConvolution.LINES];

    /**
     * Allocates.
     *
     * @param lineFloats values of all lines together
     * @param tiles      tiles in hand at once
     */
    Scratch(int lineFloats, int tiles) {
        lines = new float[lineFloats];
        sums = new float[tiles * ConvTile.PIXELS * ConvTile.CHANNELS];
    }
}
