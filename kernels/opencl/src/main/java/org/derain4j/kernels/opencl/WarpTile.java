package org.derain4j.kernels.opencl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.derain4j.kernels.backend.Precision;

/**
 * Where tensor cores multiply: the macros of {@code tensor.cl}.
 *
 * @param warpsC      warps beside each other in channels
 * @param warpsX      warps beside each other in columns
 * @param warpsY      warps beside each other in rows
 * @param tilesY      rows of 16 positions of a warp
 * @param tilesC      times 8 channels of a warp; an LSTM has a multiple of its gates
 * @param allBlocks   whether a group makes all its positions' channels, one block after the other
 * @param chunk       input channels in local memory at a time, a multiple of 16, {@link #ALL} for all of them
 * @param patchPad    unused values behind each pixel in local memory, a multiple of 4
 * @param filterLocal whether the filter goes through local memory
 * @param finish      positions whose sums are completed, then written, at a time
 * @param together    whether a warp makes all four phases of a transposed convolution of stride 2 at once
 * @param numerics    what is multiplied, and how
 */
record WarpTile(int warpsC, int warpsX, int warpsY, int tilesY, int tilesC, boolean allBlocks, int chunk, int patchPad,
        boolean filterLocal, int finish, boolean together, Numerics numerics) implements Tile {

    /** Items of a warp, channels of a product, and inputs that a warp takes at a time. */
    static final int WARP = 32;
    static final int PRODUCT_CHANNELS = 8;
    static final int DEEP = 16;

    /** Inputs of an item, out of every 16; as many items share them. */
    static final int EACH = 4;

    private static final int PRODUCT_POSITIONS = 16;
    private static final int PRODUCT_PEERS = 8;
    private static final int PRODUCT_SUMS = PRODUCT_POSITIONS * PRODUCT_CHANNELS / WARP;

    private static final int READ_BYTES = 16;
    private static final int PAD_STEP = 4;

    /** Both fragments of an item, where tensor cores are emulated. */
    private static final int EXCHANGED_BYTES = 6 * Integer.BYTES;

    /** Refuses what the kernel cannot do. */
    WarpTile {
        if (chunk % DEEP != 0 || patchPad % PAD_STEP != 0) {
            throw new IllegalArgumentException("CHUNK is " + chunk + " and PATCH_PAD " + patchPad
                    + " in a tile for tensor cores; give multiples of " + DEEP + " and of " + PAD_STEP);
        }
    }

    @Override
    public WarpTile fitted(Geometry g) {
        int padded = Math.ceilDiv(g.in(), DEEP) * DEEP;
        int deep = chunk == ALL ? padded : Math.min(chunk, padded);
        int wide = Math.ceilDiv(g.out(), PRODUCT_CHANNELS);
        int gates = Math.max(1, g.gates());
        int each = Math.clamp(tilesC / gates, 1, wide);
        return new WarpTile(Math.min(warpsC, Math.ceilDiv(wide, each)), warpsX, warpsY, tilesY, each * gates,
                allBlocks && deep == padded, deep, patchPad, filterLocal, finish,
                together && g.transposedStride2(), numerics);
    }

    @Override
    public WarpTile smaller(Geometry g) {
        if (chunk > DEEP) {
            return new WarpTile(warpsC, warpsX, warpsY, tilesY, tilesC, allBlocks, chunk - DEEP, patchPad, filterLocal,
                    finish, together, numerics).fitted(g);
        }
        boolean high = warpsY > 1;
        boolean tall = !high && tilesY > 1;
        boolean broad = !high && !tall;
        return new WarpTile(warpsC, broad ? Math.ceilDiv(warpsX, 2) : warpsX, Math.ceilDiv(warpsY, 2),
                tall ? Math.ceilDiv(tilesY, 2) : tilesY, broad && warpsX == 1 ? Math.ceilDiv(tilesC, 2) : tilesC,
                allBlocks, chunk, patchPad, filterLocal, finish, together, numerics).fitted(g);
    }

    @Override
    public String kernel() {
        return KernelSource.TENSOR;
    }

    @Override
    public int block() {
        return warpsC * tilesC * PRODUCT_CHANNELS;
    }

    @Override
    public int beside() {
        return PRODUCT_CHANNELS;
    }

    @Override
    public int sums() {
        return tilesY * tilesC * PRODUCT_SUMS * (together ? PHASES : 1);
    }

    @Override
    public int[] group() {
        return new int[]{WARP * warpsC, warpsX, warpsY};
    }

    @Override
    public int positionsX() {
        return warpsX * PRODUCT_POSITIONS;
    }

    @Override
    public int positionsY() {
        return warpsY * tilesY;
    }

    @Override
    public int peers() {
        return warpsX * warpsY * PRODUCT_PEERS;
    }

    @Override
    public Precision operands() {
        return numerics.precision();
    }

    @Override
    public int moreLocalBytes() {
        return numerics.emulated() ? items() * EXCHANGED_BYTES : 0;
    }

    /** As {@link Tile#of}. */
    static WarpTile of(Map<String, Integer> values, Numerics numerics) {
        return new WarpTile(Tile.value(values, "WARPS_C", 1, 32), Tile.value(values, "WARPS_X", 1, 32),
                Tile.value(values, "WARPS_Y", 1, 32), Tile.value(values, "TILES_Y", 1, 8),
                Tile.value(values, "TILES_C", 1, 16), Tile.value(values, "ALL_BLOCKS", 0, 1) == 1,
                Tile.value(values, "CHUNK", ALL, 1024), Tile.value(values, "PATCH_PAD", 0, 64),
                Tile.value(values, "FILTER_LOCAL", 0, 1) == 1, Tile.value(values, "FINISH", 1, 16),
                Tile.value(values, "TOGETHER", 0, 1) == 1, numerics);
    }

    @Override
    public Map<String, Integer> values() {
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put("WARPS_C", warpsC);
        values.put("WARPS_X", warpsX);
        values.put("WARPS_Y", warpsY);
        values.put("TILES_Y", tilesY);
        values.put("TILES_C", tilesC);
        values.put("ALL_BLOCKS", allBlocks ? 1 : 0);
        values.put("CHUNK", chunk);
        values.put("PATCH_PAD", patchPad);
        values.put("FILTER_LOCAL", filterLocal ? 1 : 0);
        values.put("FINISH", finish);
        values.put("TOGETHER", together ? 1 : 0);
        return values;
    }

    @Override
    public int widestRead() {
        return READ_BYTES / operands().bytes();
    }

    @Override
    public Map<String, Integer> moreMacros() {
        return Map.of("TENSOR", 1, "EMULATED", numerics.emulated() ? 1 : 0);
    }
}
