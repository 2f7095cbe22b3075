package org.derain4j.kernels.program;

/**
 * Which maps are worth making in bands, and how high the bands are: each backend has its own.
 *
 * @param mapBytes  size from which a map between two steps is not made whole
 * @param heldBytes what the rows held between the steps of one group may take together, if the lowest bands allow: they should
 *                  stay in cache
 */
public record BandPolicy(long mapBytes, long heldBytes) {

    /** Every step by itself over whole maps. */
    public static final BandPolicy NONE = new BandPolicy(Long.MAX_VALUE, 0);
}
