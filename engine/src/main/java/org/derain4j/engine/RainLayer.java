package org.derain4j.engine;

import java.util.Arrays;

/**
 * Rain as values to take from a picture's: what the network was given minus what it made of it, neither clipped nor rounded.
 * Where it was found in a smaller copy it is enlarged on the way, row by row, by Catmull-Rom's cubic: on enlarged pictures of
 * Rain100L 0.15 dB better than straight lines between the samples, and as good as Lanczos' six. At the picture's own
 * size each value is the sample itself.
 */
final class RainLayer {

    /** Samples that a value is made of, each way. */
    private static final int TAPS = 4;

    /** Values between two looks at whether to go on. */
    private static final int BLOCK = 1 << 20;

    private final float[] rain;
    private final int channels;
    private final Taps rows;
    private final Taps columns;

    /** A row of the enlarged layer with the columns as they were. */
    private final float[] line;

    /** What the network took out of pixels on the way to its result, in whose place it comes. */
    static float[] between(float[] bgr, float[] dry) {
        for (int begin = 0; begin < bgr.length; begin += BLOCK) {
            Interrupts.check();
            for (int i = begin; i < Math.min(begin + BLOCK, bgr.length); i++) {
                dry[i] = bgr[i] - dry[i];
            }
        }
        return dry;
    }

    /** The whole layer at the picture's size. */
    float[] enlarged(int height, int width) {
        float[] values = new float[height * width * channels];
        for (int y = 0; y < height; y++) {
            Interrupts.check();
            int row = y * width * channels;
            subtractFrom(values, row, y);
            for (int i = row; i < row + width * channels; i++) {
                values[i] = -values[i];
            }
        }
        return values;
    }

    /** Interleaved values of some size, for a picture of another. */
    RainLayer(float[] rain, WorkSize size, int height, int width) {
        this.rain = rain;
        channels = rain.length / (size.height() * size.width());
        rows = Taps.of(size.height(), height);
        columns = Taps.of(size.width(), width);
        line = new float[size.width() * channels];
    }

    /**
     * What the places along a side are made of, TAPS each; beyond an edge stands its last sample.
     *
     * @param sample which
     * @param weight how much of it
     */
    private record Taps(int[] sample, float[] weight) {

        /** Both sides begin and end at the same edges: middles of samples and places lie at halves. */
        static Taps of(int samples, int places) {
            int[] sample = new int[places * TAPS];
            float[] weight = new float[places * TAPS];
            for (int i = 0; i < sample.length; i++) {
                double place = (i / TAPS + 0.5) * samples / places - 0.5;
                int at = (int) Math.floor(place) - 1 + i % TAPS;
                sample[i] = Math.clamp(at, 0, samples - 1);
                weight[i] = (float) cubic(Math.abs(at - place));
            }
            return new Taps(sample, weight);
        }

        /** Four in a row give 1. */
        private static double cubic(double distance) {
            double d = distance;
            return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
        }
    }

    /** Takes the rain out of the picture's row y, whose values begin at that place. */
    void subtractFrom(float[] values, int from, int y) {
        Arrays.fill(line, 0);
        for (int tap = y * TAPS; tap < (y + 1) * TAPS; tap++) {
            float weight = rows.weight[tap];
            int row = rows.sample[tap] * line.length;
            for (int i = 0; i < line.length; i++) {
                line[i] += weight * rain[row + i];
            }
        }
        int[] sample = columns.sample;
        float[] weight = columns.weight;
        for (int i = 0, to = from; i < weight.length; i += TAPS, to += channels) {
            for (int c = 0; c < channels; c++) {
                values[to + c] -= weight[i] * line[sample[i] * channels + c]
                        + weight[i + 1] * line[sample[i + 1] * channels + c]
                        + weight[i + 2] * line[sample[i + 2] * channels + c]
                        + weight[i + 3] * line[sample[i + 3] * channels + c];
            }
        }
    }
}
