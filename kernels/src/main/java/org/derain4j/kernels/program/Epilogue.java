package org.derain4j.kernels.program;

/**
 * What happens to a convolution's sum on its way to memory, in this order: {@code + bias}, PReLU, then
 * {@code addend + y} or {@code addend - y}.
 *
 * @param bias    filter name of a bias {@code [out]}, or null for none
 * @param slope   filter name of PReLU's slopes {@code [out]}, or null for none
 * @param addend  map of the output's shape, or {@link #NO_MAP}
 * @param negated true for {@code addend - y}
 */
public record Epilogue(String bias, String slope, int addend, boolean negated) {

    /** In place of a map's index: there is none. */
    public static final int NO_MAP = -1;

    /** Stores the plain sum. */
    public static final Epilogue NONE = new Epilogue(null, null, NO_MAP, false);

    /**
     * Checks that only an addend is subtracted from.
     *
     * @throws IllegalArgumentException if negated without an addend
     */
    public Epilogue {
        if (negated && addend == NO_MAP) {
            throw new IllegalArgumentException("an epilogue without an addend has nothing to subtract from");
        }
    }

    /**
     * Whether a map is added or subtracted from.
     *
     * @return true if there is an addend
     */
    public boolean hasAddend() {
        return addend != NO_MAP;
    }

    @Override
    public String toString() {
        return (bias == null ? "" : " bias(" + bias + ")") + (slope == null ? "" : " prelu(" + slope + ")")
                + (hasAddend() ? (negated ? " subtract-from(#" : " add(#") + addend + ")" : "");
    }
}
