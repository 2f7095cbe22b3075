package org.derain4j.kernels.tiled;

/**
 * What one worker needs beside the maps. Shared by all steps of a program, since they run one after the other.
 */
final class Scratch {

    /** Lines of input pixels. */
    final float[] lines;

    /** The sums of the tile in hand. */
    final float[] sums;

    /** Transformed inputs and products of Winograd tiles. */
    final float[] points;

    /** Lanes of an addend, for tiles with channels beyond the last. */
    final float[] spare;

    /** Which input row each line holds. */
    final int[] lineRow = new int[8];

    Scratch(int lineFloats, int sumFloats, int pointFloats, int tileFloats) {
        lines = new float[lineFloats];
        sums = new float[sumFloats];
        points = new float[pointFloats];
        spare = new float[tileFloats];
    }
}
