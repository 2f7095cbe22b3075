package org.derain4j.kernels.opencl;

import java.util.Map;
import java.util.TreeMap;

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
 */
record Tile(int pixels, int rows, int vec, int vecs, int localC, int localX, int localY, boolean allBlocks, int chunk,
        int depthVec, int patchPad, boolean filterLocal) {

    /** In place of a chunk: all input channels at once. */
    static final int ALL = 0;

    private static final int[] VECTORS = {16, 8, 4, 1};

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
                deep % depthVec == 0 ? depthVec : 1, patchPad, filterLocal);
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
        return new Tile(many, rows, vec, vecs, localC, wide, high, allBlocks, deep, depthVec, patchPad, filterLocal)
                .fitted(g);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    private static int readVector(Geometry g, int chunk) {
        for (int lanes : VECTORS) {
            if (g.inA() % lanes == 0 && g.inB() % lanes == 0 && chunk % lanes == 0) {
                return lanes;
            }
        }
        throw new IllegalStateException("1 divides everything");
    }

    Map<String, Integer> macros(Geometry g) {
        Map<String, Integer> macros = new TreeMap<>();
        macros.put("PIXELS", pixels);
        macros.put("ROWS", rows);
        macros.put("VEC", vec);
        macros.put("VECS", vecs);
        macros.put("LOCAL_C", localC);
        macros.put("LOCAL_X", localX);
        macros.put("LOCAL_Y", localY);
        macros.put("BLOCKS", allBlocks ? blocks(g) : 1);
        macros.put("CHUNK", chunk);
        macros.put("READ_VEC", readVector(g, chunk));
        macros.put("DEPTH_VEC", depthVec);
        macros.put("PATCH_PAD", patchPad);
        macros.put("FILTER_LOCAL", filterLocal ? 1 : 0);
        return macros;
    }
}
