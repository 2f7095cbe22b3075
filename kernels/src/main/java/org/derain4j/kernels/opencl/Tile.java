package org.derain4j.kernels.opencl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tuned macros of {@code convolution.cl}, where each is explained. A tile is stated for wide layers and fitted to narrow ones.
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
 * @param unrolled    whether what follows the sums is written out for every position
 */
record Tile(int pixels, int rows, int vec, int vecs, int localC, int localX, int localY, boolean allBlocks, int chunk,
        int depthVec, int patchPad, boolean filterLocal, boolean unrolled) {

    /** In place of a chunk: all input channels at once. */
    static final int ALL = 0;

    private static final int[] VECTORS = {16, 8, 4, 1};
    private static final int SIDE_BY_SIDE = 4;

    /** The same for a layer of that shape: no wider than its channels, no deeper than its inputs. */
    Tile fitted(Geometry g) {
        int lanes = vec;
        while (lanes > 4 && lanes / 2 >= g.out()) {
            lanes /= 2;
        }
        int deep = chunk == ALL ? g.in() : Math.min(chunk, g.in());
        boolean whole = deep == g.in();
        int each = g.gates() != 0 ? g.gates() : Math.min(vecs, ceilDiv(g.out(), lanes));
        int across = Math.min(localC, ceilDiv(g.out(), g.gates() != 0 ? lanes : lanes * each));
        return new Tile(pixels, whole ? rows : 1, lanes, each, across, localX, localY, allBlocks && whole, deep,
                deep % depthVec == 0 ? depthVec : 1, patchPad, filterLocal, unrolled);
    }

    int chunks(Geometry g) {
        return ceilDiv(g.in(), chunk);
    }

    /** Lanes of a block: sums of all items beside each other. */
    int block() {
        return localC * vecs * vec;
    }

    /** Blocks that make all channels. */
    int blocks(Geometry g) {
        return ceilDiv(g.out(), g.gates() != 0 ? localC * vec : block());
    }

    int items() {
        return localC * localX * localY;
    }

    int positionsX() {
        return localX * pixels;
    }

    int positionsY() {
        return localY * rows;
    }

    /** Local memory of a group. */
    long localBytes(Geometry g) {
        int around = g.transposedStride2() ? 1 : g.kernel() - g.step();
        int step = g.step();
        long patch = (long) (positionsX() * step + around) * (positionsY() * step + around) * (chunk + patchPad);
        int taps = g.transposedStride2() ? 4 : g.kernel() * g.kernel();
        return (patch + (filterLocal ? (long) taps * chunk * block() : 0)) * Float.BYTES;
    }

    /** Whether a device can run it. */
    boolean suits(Geometry g, DeviceHandle device) {
        return localBytes(g) <= device.localBytes() && items() <= device.groupItems();
    }

    /** The nearest tile that the device can run: fewer inputs at a time, then fewer rows and columns. */
    Tile suited(Geometry g, DeviceHandle device) {
        Tile tile = fitted(g);
        while (!tile.suits(g, device)) {
            Tile smaller = tile.smaller(g);
            if (smaller.equals(tile)) {
                throw new IllegalStateException("no tile of " + g + " fits " + device.device().name());
            }
            tile = smaller;
        }
        return tile;
    }

    private Tile smaller(Geometry g) {
        int deep = chunk > 4 ? ceilDiv(chunk, 2) : chunk;
        int high = chunk > 4 ? localY : ceilDiv(localY, 2);
        int wide = chunk > 4 || localY > 1 ? localX : ceilDiv(localX, 2);
        int many = chunk > 4 || localY > 1 || localX > 1 ? pixels : ceilDiv(pixels, 2);
        return new Tile(many, rows, vec, vecs, localC, wide, high, allBlocks, deep, depthVec, patchPad, filterLocal,
                unrolled).fitted(g);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** Items beside each other read whole lines together; one by itself reads as much as it can. */
    private int readVector(Geometry g) {
        int most = items() == 1 ? VECTORS[0] : SIDE_BY_SIDE;
        for (int lanes : VECTORS) {
            if (lanes <= most && g.inA() % lanes == 0 && g.inB() % lanes == 0 && chunk % lanes == 0) {
                return lanes;
            }
        }
        throw new IllegalStateException("1 divides everything");
    }

    /**
     * A tile of named values.
     *
     * @param values of every name that {@link #values} gives
     * @throws IllegalArgumentException naming the value that is missing or senseless
     */
    static Tile of(Map<String, Integer> values) {
        return new Tile(value(values, "PIXELS", 1, 16), value(values, "ROWS", 1, 16), value(values, "VEC", 1, 16),
                value(values, "VECS", 1, 8), value(values, "LOCAL_C", 1, 1024), value(values, "LOCAL_X", 1, 1024),
                value(values, "LOCAL_Y", 1, 1024), value(values, "ALL_BLOCKS", 0, 1) == 1,
                value(values, "CHUNK", ALL, 1024), value(values, "DEPTH_VEC", 1, 4), value(values, "PATCH_PAD", 0, 16),
                value(values, "FILTER_LOCAL", 0, 1) == 1, value(values, "FINISH_UNROLLED", 0, 1) == 1);
    }

    private static int value(Map<String, Integer> values, String name, int least, int most) {
        Integer value = values.get(name);
        if (value == null || value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + " in a tile for OpenCL; give " + least + " to " + most);
        }
        return value;
    }

    /** By the names of the macros; all blocks and all inputs as a tile for any layer says them. */
    Map<String, Integer> values() {
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
        values.put("FINISH_UNROLLED", unrolled ? 1 : 0);
        return values;
    }

    /** What a layer of that shape is compiled with. */
    Map<String, Integer> macros(Geometry g) {
        Map<String, Integer> macros = values();
        macros.remove("ALL_BLOCKS");
        macros.put("BLOCKS", allBlocks ? blocks(g) : 1);
        macros.put("READ_VEC", readVector(g));
        return macros;
    }
}
