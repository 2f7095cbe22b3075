package org.derain4j.kernels.tiled;

import org.derain4j.kernels.backend.Cancellation;

/**
 * What one worker needs beside the maps. Shared by all steps of a program, since they run one after the other.
 */
final class Scratch {

    /** Lines of input pixels. */
    final float[] lines;

    /** Sums on their way to a {@link Sink}. */
    final float[] sums;

    /** Transformed inputs and products of Winograd tiles. */
    final float[] points;

    /** Cell states of a row, for an LSTM that has one. */
    final float[] state;

    /** Which input row each line holds. */
    final int[] lineRow = new int[4];

    /** Ends a piece early. */
    final Cancellation cancellation;

    Scratch(Size size, Cancellation cancellation) {
        this.cancellation = cancellation;
        lines = new float[size.lines];
        sums = new float[size.sums];
        points = new float[size.points];
        state = new float[size.state];
    }

    /** Floats of each kind. */
    record Size(int lines, int sums, int points, int state) {

        static final Size NONE = new Size(0, 0, 0, 0);

        /** For a kernel that needs nothing but lines. */
        static Size ofLines(int floats) {
            return new Size(floats, 0, 0, 0);
        }

        /** Enough for both, one after the other. */
        Size or(Size other) {
            return new Size(Math.max(lines, other.lines), Math.max(sums, other.sums), Math.max(points, other.points),
                    Math.max(state, other.state));
        }

        long bytes() {
            return ((long) lines + sums + points + state) * Float.BYTES;
        }
    }
}
