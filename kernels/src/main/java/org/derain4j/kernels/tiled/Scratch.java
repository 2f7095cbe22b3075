package org.derain4j.kernels.tiled;

/**
 * What one worker needs beside the maps. Shared by all steps of a program, since they run one after the other.
 */
final class Scratch {

    /** Lines of input pixels. */
    final float[] lines;

    /** Sums on their way to a {@link RowSink}. */
    final float[] sums;

    /** Transformed inputs and products of Winograd tiles. */
    final float[] points;

    /** Cell states of a row, for an LSTM that has one. */
    final float[] state;

    /** Which input row each line holds. */
    final int[] lineRow = new int[4];

    Scratch(int lineFloats, int sumFloats, int pointFloats, int stateFloats) {
        lines = new float[lineFloats];
        sums = new float[sumFloats];
        points = new float[pointFloats];
        state = new float[stateFloats];
    }
}
