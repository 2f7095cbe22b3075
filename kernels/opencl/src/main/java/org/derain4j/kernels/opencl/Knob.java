package org.derain4j.kernels.opencl;

import java.util.Map;

/**
 * What can be tuned about a tile: macros of the kernels, where each is explained at length, in the order in which they are written
 * down. Each with its bounds for products by work-items and for those by tensor cores; null where these do not have it.
 */
enum Knob {

    PIXELS(to(1, 16), null), // positions of a work-item in a row
    ROWS(to(1, 16), null), // rows that a work-item makes one after the other
    VEC(to(4, 16), null), // channels of a vector
    VECS(to(1, 8), null), // vectors of a work-item; of an LSTM as many as gates
    LOCAL_C(to(1, 1024), null), // work-items beside each other in channels
    LOCAL_X(to(1, 1024), null), // in columns
    LOCAL_Y(to(1, 1024), null), // in rows
    WARPS_C(null, to(1, 32)), // warps beside each other in channels
    WARPS_X(null, to(1, 32)), // in columns
    WARPS_Y(null, to(1, 32)), // in rows
    TILES_Y(null, to(1, 8)), // rows of 16 positions of a warp
    TILES_C(null, to(1, 16)), // times 8 channels of a warp; of an LSTM a multiple of its gates
    ALL_BLOCKS(to(0, 1), to(0, 1)), // whether a work-group makes all channels, one block after the other
    CHUNK(to(0, 1024), new Bounds(0, 1024, Tile.DEEP)), // input channels in local memory at a time, 0 for all of them
    DEPTH_VEC(to(1, 4), null), // inputs that a work-item takes from local memory at a time
    PATCH_PAD(to(0, 16), new Bounds(0, 64, 4)), // unused values behind each pixel in local memory
    FILTER_LOCAL(to(0, 1), to(0, 1)), // whether the filter goes through local memory
    FINISH(to(0, 16), to(1, 16)), // positions completed, then written, at a time; 0 for one, in a loop over memory
    TOGETHER(to(0, 1), to(0, 1)); // whether all four phases of a transposed convolution of stride 2 are made at once

    private record Bounds(int least, int most, int step) {}

    private final Bounds items;
    private final Bounds tensor;

    Knob(Bounds items, Bounds tensor) {
        this.items = items;
        this.tensor = tensor;
    }

    private static Bounds to(int least, int most) {
        return new Bounds(least, most, 1);
    }

    private Bounds bounds(Numerics numerics) {
        return numerics.tensor() ? tensor : items;
    }

    /** Whether the tiles of those who multiply have it. */
    boolean isFor(Numerics numerics) {
        return bounds(numerics) != null;
    }

    /**
     * Its value among named ones.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    int in(Map<String, Integer> named, Numerics numerics) {
        Bounds b = bounds(numerics);
        Integer value = named.get(name());
        if (value == null || value < b.least || value > b.most || value % b.step != 0) {
            throw new IllegalArgumentException("%s is %s in a tile for OpenCL; give %d to %d%s".formatted(name(), value,
                    b.least, b.most, b.step == 1 ? "" : ", a multiple of " + b.step));
        }
        return value;
    }
}
