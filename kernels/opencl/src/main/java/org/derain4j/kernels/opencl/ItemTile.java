package org.derain4j.kernels.opencl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.derain4j.kernels.backend.Precision;

/**
 * Where every item multiplies by itself: the macros of {@code items.cl}.
 *
 * @param pixels      positions of an item
 * @param rows        rows of positions that an item makes one after the other
 * @param vec         channels of a vector
 * @param vecs        vectors of an item; an LSTM has as many as gates
 * @param localC      items beside each other in channels
 * @param localX      items beside each other in columns
 * @param localY      items beside each other in rows
 * @param allBlocks   whether a group makes all its positions' channels, one block after the other
 * @param chunk       input channels in local memory at a time, {@link #ALL} for all of them
 * @param depthVec    inputs taken from local memory at a time
 * @param patchPad    unused values behind each pixel in local memory
 * @param filterLocal whether the filter goes through local memory
 * @param finish      positions whose sums are completed, then written, at a time; 0 for one, in a loop over memory
 * @param together    whether an item makes all four phases of a transposed convolution of stride 2 at once
 */
record ItemTile(int pixels, int rows, int vec, int vecs, int localC, int localX, int localY, boolean allBlocks,
        int chunk, int depthVec, int patchPad, boolean filterLocal, int finish, boolean together) implements Tile {

    /** Values that an item by itself reads at a time; and one of many side by side, which read whole lines together. */
    private static final int WIDEST = 16;
    private static final int SIDE_BY_SIDE = 4;

    @Override
    public ItemTile fitted(Geometry g) {
        int lanes = vec;
        while (lanes > 4 && lanes / 2 >= g.out()) {
            lanes /= 2;
        }
        int deep = chunk == ALL ? g.in() : Math.min(chunk, g.in());
        boolean whole = deep == g.in();
        int each = g.gates() != 0 ? g.gates() : Math.min(vecs, Math.ceilDiv(g.out(), lanes));
        int across = Math.min(localC, Math.ceilDiv(g.out(), g.gates() != 0 ? lanes : lanes * each));
        return new ItemTile(pixels, whole ? rows : 1, lanes, each, across, localX, localY, allBlocks && whole, deep,
                deep % depthVec == 0 ? depthVec : 1, patchPad, filterLocal, finish,
                together && g.transposedStride2());
    }

    @Override
    public String kernel() {
        return KernelSource.CONVOLUTION;
    }

    @Override
    public int block() {
        return localC * vecs * vec;
    }

    @Override
    public int beside() {
        return localC * vec;
    }

    @Override
    public int sums() {
        return pixels * vecs * vec * (together ? PHASES : 1);
    }

    @Override
    public int[] group() {
        return new int[]{localC, localX, localY};
    }

    @Override
    public int positionsX() {
        return localX * pixels;
    }

    @Override
    public int positionsY() {
        return localY * rows;
    }

    @Override
    public int peers() {
        return localX * localY;
    }

    @Override
    public Precision operands() {
        return Precision.SINGLE;
    }

    @Override
    public int moreLocalBytes() {
        return 0;
    }

    @Override
    public ItemTile smaller(Geometry g) {
        int deep = chunk > 4 ? Math.ceilDiv(chunk, 2) : chunk;
        int high = chunk > 4 ? localY : Math.ceilDiv(localY, 2);
        int wide = chunk > 4 || localY > 1 ? localX : Math.ceilDiv(localX, 2);
        int many = chunk > 4 || localY > 1 || localX > 1 ? pixels : Math.ceilDiv(pixels, 2);
        return new ItemTile(many, rows, vec, vecs, localC, wide, high, allBlocks, deep, depthVec, patchPad, filterLocal,
                finish, together).fitted(g);
    }

    /** As {@link Tile#of}. */
    static ItemTile of(Map<String, Integer> values) {
        return new ItemTile(Tile.value(values, "PIXELS", 1, 16), Tile.value(values, "ROWS", 1, 16),
                Tile.value(values, "VEC", 4, 16),
                Tile.value(values, "VECS", 1, 8), Tile.value(values, "LOCAL_C", 1, 1024),
                Tile.value(values, "LOCAL_X", 1, 1024),
                Tile.value(values, "LOCAL_Y", 1, 1024), Tile.value(values, "ALL_BLOCKS", 0, 1) == 1,
                Tile.value(values, "CHUNK", ALL, 1024), Tile.value(values, "DEPTH_VEC", 1, 4),
                Tile.value(values, "PATCH_PAD", 0, 16),
                Tile.value(values, "FILTER_LOCAL", 0, 1) == 1, Tile.value(values, "FINISH", 0, 16),
                Tile.value(values, "TOGETHER", 0, 1) == 1);
    }

    @Override
    public Map<String, Integer> values() {
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put("PIXELS", pixels);
        values.put("ROWS", rows);
        values.put("VEC", vec);
        values.put("VECS", vecs);
        values.put("LOCAL_C", localC);
        values.put("LOCAL_X", localX);
        values.put("LOCAL_Y", localY);
        values.put("ALL_BLOCKS", allBlocks ? 1 : 0);
        values.put("CHUNK", chunk);
        values.put("DEPTH_VEC", depthVec);
        values.put("PATCH_PAD", patchPad);
        values.put("FILTER_LOCAL", filterLocal ? 1 : 0);
        values.put("FINISH", finish);
        values.put("TOGETHER", together ? 1 : 0);
        return values;
    }

    @Override
    public int widestRead() {
        return items() == 1 ? WIDEST : SIDE_BY_SIDE;
    }

    @Override
    public Map<String, Integer> moreMacros() {
        return Map.of();
    }
}
