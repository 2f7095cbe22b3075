package org.derain4j.kernels.tiled;

import org.derain4j.kernels.cpu.MapView;

/** Mean of factor x factor pixels: rows are added as vectors, then neighbours within the sum. */
final class BoxDownscale {

    private BoxDownscale() {}

    /**
     * One row of the result.
     *
     * @param sums room for a row of the input
     */
    static void row(ElementLoops loops, MapView in, int factor, MapView out, int y, float[] sums) {
        int floats = in.rowFloats();
        int first = y * factor;
        System.arraycopy(in.array(first), in.offset(first), sums, 0, floats);
        for (int row = first + 1; row < first + factor; row++) {
            loops.add(sums, 0, in.array(row), in.offset(row), 1, sums, 0, floats);
        }
        float scale = 1f / (factor * factor);
        int channels = out.shape().channels();
        float[] to = out.array(y);
        for (int x = 0, i = 0, o = out.offset(y); x < out.shape().width(); x++, i += factor * channels) {
            for (int c = 0; c < channels; c++, o++) {
                float sum = 0;
                for (int dx = 0; dx < factor; dx++) {
                    sum += sums[i + dx * channels + c];
                }
                to[o] = sum * scale;
            }
        }
    }
}
