package org.derain4j.kernels.program;

/** How a filter walks over its input. All padding is TensorFlow's SAME. */
public enum Window {

    /** {@code conv2d}, stride 1; filter {@code [kh, kw, in, out]}. */
    CONV(1, false),
    /** {@code conv2d}, stride 2: pads (0, 1) on even sizes and (1, 1) on odd ones; filter {@code [kh, kw, in, out]}. */
    CONV_STRIDE2(2, false),
    /** {@code conv2d_transpose}, stride 1: a convolution with the flipped filter, stored {@code [kh, kw, out, in]}. */
    TRANSPOSED(1, true),
    /**
     * {@code conv2d_transpose}, stride 2: the adjoint of {@link #CONV_STRIDE2} on a map of the output's size, so the
     * parity of that size decides the phase; filter {@code [kh, kw, out, in]}.
     */
    TRANSPOSED_STRIDE2(2, true);

    private final int stride;
    private final boolean transposed;

    Window(int stride, boolean transposed) {
        this.stride = stride;
        this.transposed = transposed;
    }

    /**
     * The step over the larger of the two maps.
     *
     * @return 1 or 2
     */
    public int stride() {
        return stride;
    }

    /**
     * Whether this is a transposed convolution, its filter stored {@code [kh, kw, out, in]}.
     *
     * @return true for the two {@code conv2d_transpose} windows
     */
    public boolean transposed() {
        return transposed;
    }

    /**
     * Of two things that belong to the input and to the output, such as their shapes, that of the larger map: only a
     * transposed convolution of stride 2 writes more than it reads.
     *
     * @param <T> of what kind they are
     * @param in  the input's, or null
     * @param out the output's, or null
     * @return one of the two; at stride 1 both maps are of one size
     */
    public <T> T larger(T in, T out) {
        return this == TRANSPOSED_STRIDE2 ? out : in;
    }

    /**
     * Of two things that belong to the input and to the output, that of the smaller map. Each tap of the filter meets each of
     * its pixels once, padding included.
     *
     * @param <T> of what kind they are
     * @param in  the input's, or null
     * @param out the output's, or null
     * @return the other one than {@link #larger}
     */
    public <T> T smaller(T in, T out) {
        return this == TRANSPOSED_STRIDE2 ? in : out;
    }

    /**
     * The height or width of the smaller map.
     *
     * @param larger that of the larger one
     * @return a stride-th of it, rounded up
     */
    public int smallerSide(int larger) {
        return Math.ceilDiv(larger, stride);
    }

    /**
     * The zeros that SAME padding puts before the first row or column of the larger map.
     *
     * @param kernel the filter's height or width
     * @param size   the larger map's height or width
     * @return the padding before, at least 0
     */
    public int padBefore(int kernel, int size) {
        return Math.max(0, (smallerSide(size) - 1) * stride + kernel - size) / 2;
    }
}
