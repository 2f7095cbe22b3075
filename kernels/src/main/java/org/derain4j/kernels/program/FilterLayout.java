package org.derain4j.kernels.program;

import java.util.List;
import java.util.Objects;
import org.derain4j.kernels.program.Parameters.Parameter;

/**
 * Where a convolution's filter keeps its values: {@code [kh, kw, in, out]}, or {@code [kh, kw, out, in]} if transposed.
 *
 * @param height     taps down, 1 or 3
 * @param width      taps across, 1 or 3
 * @param in         input channels
 * @param out        output channels
 * @param transposed whether the output channel comes before the input channel
 */
public record FilterLayout(int height, int width, int in, int out, boolean transposed) {

    /**
     * Reads the layout off a filter's shape.
     *
     * @param filter of four extents
     * @param window says in which order its channels are
     * @return where its values are
     */
    public static FilterLayout of(Parameter filter, Window window) {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(window, "window");
        List<Integer> s = filter.shape();
        if (s.size() != 4) {
            throw new IllegalArgumentException("a filter has four extents, not " + s);
        }
        return window.transposed()
                ? new FilterLayout(s.get(0), s.get(1), s.get(3), s.get(2), true)
                : new FilterLayout(s.get(0), s.get(1), s.get(2), s.get(3), false);
    }

    /**
     * Index of one value in the filter's array.
     *
     * @param ky row of the tap
     * @param kx column of the tap
     * @param ci input channel
     * @param co output channel
     * @return from 0
     */
    public int index(int ky, int kx, int ci, int co) {
        int tap = ky * width + kx;
        return transposed ? (tap * out + co) * in + ci : (tap * in + ci) * out + co;
    }
}
