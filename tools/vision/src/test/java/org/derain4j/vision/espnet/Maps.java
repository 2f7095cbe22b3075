package org.derain4j.vision.espnet;

/**
 * Maps of channels in double, and the layers of ESPNet by their definitions: the other side that the exported graph is compared with.
 *
 * @param channels number of planes
 * @param height   rows
 * @param width    columns
 * @param values   [channels, height, width]
 */
record Maps(int channels, int height, int width, double[] values) {

    Maps(int channels, int height, int width) {
        this(channels, height, width, new double[channels * height * width]);
    }

    /** 0 beyond the border. */
    double at(int c, int y, int x) {
        return y < 0 || x < 0 || y >= height || x >= width ? 0 : values[(c * height + y) * width + x];
    }

    private interface Pixel {

        double at(int c, int y, int x);
    }

    private static Maps made(int channels, int height, int width, Pixel pixel) {
        Maps made = new Maps(channels, height, width);
        for (int i = 0; i < made.values.length; i++) {
            made.values[i] = pixel.at(i / (height * width), i / width % height, i % width);
        }
        return made;
    }

    /** Filter [out, channels, window, window]; zeros around. */
    Maps convolved(float[] filter, int out, int window, int stride, int dilation) {
        return made(out, (height + stride - 1) / stride, (width + stride - 1) / stride, (o, y, x) -> {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < window; i++) {
                    for (int j = 0; j < window; j++) {
                        sum += filter[((o * channels + c) * window + i) * window + j] * at(c,
                                y * stride + (i - window / 2) * dilation, x * stride + (j - window / 2) * dilation);
                    }
                }
            }
            return sum;
        });
    }

    /** Filter [channels, out, 2, 2]: each pixel becomes four. */
    Maps doubled(float[] filter, int out) {
        return made(out, 2 * height, 2 * width, (o, y, x) -> {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += at(c, y / 2, x / 2) * filter[((c * out + o) * 2 + y % 2) * 2 + x % 2];
            }
            return sum;
        });
    }

    /** Means over 3x3 at stride 2; what lies beyond the border counts as 0. */
    Maps halved() {
        return made(channels, (height + 1) / 2, (width + 1) / 2, (c, y, x) -> {
            double sum = 0;
            for (int i = -1; i <= 1; i++) {
                for (int j = -1; j <= 1; j++) {
                    sum += at(c, 2 * y + i, 2 * x + j);
                }
            }
            return sum / 9;
        });
    }

    Maps normalised(float[] gain, float[] bias, float[] mean, float[] variance) {
        return made(channels, height, width, (c, y, x) -> (at(c, y, x) - mean[c]) / Math.sqrt(variance[c] + 1e-3)
                * gain[c] + bias[c]);
    }

    Maps activated(float[] slope) {
        return made(channels, height, width,
                (c, y, x) -> at(c, y, x) > 0 ? at(c, y, x) : slope[c] * at(c, y, x));
    }

    Maps plus(Maps other) {
        return made(channels, height, width, (c, y, x) -> at(c, y, x) + other.at(c, y, x));
    }

    Maps beside(Maps other) {
        return made(channels + other.channels, height, width,
                (c, y, x) -> c < channels ? at(c, y, x) : other.at(c - channels, y, x));
    }
}
