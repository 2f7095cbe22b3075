package org.derain4j.kernels.opencl;

import static org.derain4j.kernels.opencl.Knob.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.derain4j.kernels.backend.Device;

/**
 * Which tiles are worth trying for a kind of step.
 *
 * @param values      by name, ascending; those that tell most come first
 * @param constraints what a tile, fitted, must meet to be worth compiling
 */
record TileSpace(Map<Knob, List<Integer>> values, List<Predicate<Tile>> constraints) {

    /** Sums of a work-item, in single values: what registers hold. */
    private static final int MOST_SUMS_CPU = 28 * 16;
    private static final int MOST_SUMS_GPU = 128;
    private static final int MOST_SUMS_TENSOR = 128;

    private static final int FEWEST_ITEMS_GPU = 32;
    private static final int MOST_ITEMS_GPU = 256;
    private static final int FEWEST_ITEMS_TENSOR = 64;
    private static final int FEWEST_ITEMS_SMALL = 32;
    private static final int MOST_ITEMS_TENSOR = 512;

    /** Values to try on a CPU, where a work-item is a work-group. */
    private static final Map<Knob, List<Integer>> CPU = values(List.of(
            Map.entry(PIXELS, List.of(6, 8, 12, 14)), Map.entry(VECS, List.of(1, 2, 3, 4)),
            Map.entry(VEC, List.of(4, 8, 16)), Map.entry(ROWS, List.of(1, 2, 4))));

    /** Values to try on a GPU. */
    private static final Map<Knob, List<Integer>> GPU = values(List.of(
            Map.entry(CHUNK, List.of(4, 8, 16, 32)), Map.entry(PIXELS, List.of(4, 8)),
            Map.entry(VECS, List.of(1, 2, 4)), Map.entry(LOCAL_X, List.of(1, 2, 4, 8)),
            Map.entry(LOCAL_Y, List.of(1, 2, 4, 8)), Map.entry(LOCAL_C, List.of(4, 8, 16)),
            Map.entry(DEPTH_VEC, List.of(1, 4)), Map.entry(PATCH_PAD, List.of(0, 1, 4)),
            Map.entry(FILTER_LOCAL, List.of(0, 1)), Map.entry(FINISH, List.of(0, 1, 2, 4)),
            Map.entry(TOGETHER, List.of(0, 1))));

    /** Values to try for tensor cores. */
    private static final Map<Knob, List<Integer>> TENSOR = values(List.of(
            Map.entry(FILTER_LOCAL, List.of(0, 1)), Map.entry(WARPS_Y, List.of(1, 2, 4, 8)),
            Map.entry(WARPS_X, List.of(1, 2, 4)), Map.entry(WARPS_C, List.of(1, 2)),
            Map.entry(TILES_Y, List.of(1, 2, 4)), Map.entry(TILES_C, List.of(2, 4, 8)),
            Map.entry(CHUNK, List.of(16, 32, 64)), Map.entry(PATCH_PAD, List.of(0, 8, 16)),
            Map.entry(FINISH, List.of(1, 2, 4)), Map.entry(TOGETHER, List.of(0, 1))));

    /** Few positions for many work-groups, and all the more inputs at a time: each waits for memory all the less often. */
    private static final Map<Knob, List<Integer>> GPU_SMALL = values(List.of(
            Map.entry(LOCAL_Y, List.of(1, 2, 4, 8)), Map.entry(PIXELS, List.of(1, 2, 4)),
            Map.entry(CHUNK, List.of(8, 16, 32, 64, 128)), Map.entry(LOCAL_X, List.of(1, 2, 4, 8)),
            Map.entry(LOCAL_C, List.of(4, 8, 16)), Map.entry(VECS, List.of(1, 2)),
            Map.entry(FILTER_LOCAL, List.of(0, 1)), Map.entry(PATCH_PAD, List.of(0, 1, 4)),
            Map.entry(DEPTH_VEC, List.of(1, 4)), Map.entry(TOGETHER, List.of(0, 1))));
    private static final Map<Knob, List<Integer>> TENSOR_SMALL = values(List.of(
            Map.entry(WARPS_Y, List.of(1, 2, 4)), Map.entry(TILES_C, List.of(1, 2, 4, 8)),
            Map.entry(CHUNK, List.of(16, 32, 64, 128)), Map.entry(FILTER_LOCAL, List.of(0, 1)),
            Map.entry(TILES_Y, List.of(1, 2)), Map.entry(WARPS_C, List.of(1, 2, 4)),
            Map.entry(WARPS_X, List.of(1, 2)), Map.entry(PATCH_PAD, List.of(0, 8, 16)),
            Map.entry(TOGETHER, List.of(0, 1))));
    private static final int MOST_POSITIONS_SMALL = 64;

    private static final Map<Knob, Integer> TOGETHER_ITEMS = Map.of(TOGETHER, 1, PIXELS, 4, VECS, 1, LOCAL_C, 16);
    private static final Map<Knob, Integer> TOGETHER_TENSOR = Map.of(TOGETHER, 1, TILES_Y, 2, TILES_C, 4);

    private static Map<Knob, List<Integer>> values(List<Map.Entry<Knob, List<Integer>>> entries) {
        Map<Knob, List<Integer>> values = new LinkedHashMap<>();
        entries.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    /**
     * By device and numerics.
     *
     * @param g     of the layer that is measured
     * @param small whether for small maps
     */
    static TileSpace of(Geometry g, boolean small, DeviceHandle device, Numerics numerics) {
        Predicate<Tile> fits = tile -> tile.suits(g, device);
        if (!numerics.tensor() && device.device().kind() == Device.Kind.CPU) {
            return new TileSpace(CPU, List.of(fits, sums(MOST_SUMS_CPU)));
        }
        Predicate<Tile> few = tile -> !small || tile.positionsX() * tile.positionsY() <= MOST_POSITIONS_SMALL;
        if (numerics.tensor()) {
            return new TileSpace(small ? TENSOR_SMALL : TENSOR, List.of(fits, few, sums(MOST_SUMS_TENSOR),
                    items(small ? FEWEST_ITEMS_SMALL : FEWEST_ITEMS_TENSOR, MOST_ITEMS_TENSOR)));
        }
        return new TileSpace(small ? GPU_SMALL : GPU, List.of(fits, few, sums(MOST_SUMS_GPU),
                items(FEWEST_ITEMS_GPU, MOST_ITEMS_GPU)));
    }

    /**
     * Where to begin: a tile, and for phases together, which take four times as many sums, one that leaves them room.
     *
     * @param g of the layer that is measured
     */
    List<Map<Knob, Integer>> starts(Tile tile, Geometry g) {
        List<Map<Knob, Integer>> starts = new ArrayList<>(List.of(tile.values()));
        if (values.containsKey(TOGETHER) && g.transposedStride2() && !tile.together()) {
            starts.add(tile.with(tile.numerics().tensor() ? TOGETHER_TENSOR : TOGETHER_ITEMS).values());
        }
        return starts;
    }

    private static Predicate<Tile> sums(int most) {
        return tile -> tile.sums() <= most;
    }

    private static Predicate<Tile> items(int fewest, int most) {
        return tile -> tile.items() >= fewest && tile.items() <= most;
    }

    /** Whether a fitted tile is worth compiling. */
    boolean admits(Tile fitted) {
        return constraints.stream().allMatch(constraint -> constraint.test(fitted));
    }
}
