package org.derain4j.kernels.opencl;

import java.util.Map;
import org.derain4j.kernels.backend.Precision;

/**
 * How a convolution is divided among groups and items: the tuned macros of its kernel, where each is explained. A tile is stated
 * for wide layers and fitted to narrow ones.
 */
sealed interface Tile permits ItemTile, WarpTile {

    /** In place of a chunk: all input channels at once. */
    int ALL = 0;

    /** Of a transposed convolution of stride 2; the most taps that one of them has. */
    int PHASES = 4;
    int PHASE_TAPS = 4;

    /** The same for a layer of that shape: no wider than its channels, no deeper than its inputs. */
    Tile fitted(Geometry g);

    /** The next smaller one of a fitted tile, or an equal one. */
    Tile smaller(Geometry g);

    /** The kernel that it is for. */
    String kernel();

    /** Whether a group makes all its positions' channels, one block after the other. */
    boolean allBlocks();

    /** Input channels in local memory at a time. */
    int chunk();

    /** Lanes of a block: sums of all items beside each other. */
    int block();

    /** Lanes beside each other that are neighbouring features of one gate; those of the next gate follow. */
    int beside();

    /** Single values that an item sums up: what it takes of registers. */
    int sums();

    /** Items of a group beside each other in channels, columns and rows. */
    int[] group();

    /** Columns that a group makes. */
    int positionsX();

    /** Rows that a group makes. */
    int positionsY();

    /** Of inputs and filters when they are multiplied. */
    Precision operands();

    /** Local memory beside patch and filter. */
    int moreLocalBytes();

    /** Items of a group that have the same channels, each of other positions. */
    int peers();

    /** Unused values behind each pixel in local memory. */
    int patchPad();

    /** Whether the filter goes through local memory. */
    boolean filterLocal();

    /** Whether the phases of a transposed convolution of stride 2 are made at once. */
    boolean together();

    /** By the names of the macros; all blocks and all inputs as a tile for any layer says them. */
    Map<String, Integer> values();

    /** Values read from a map at a time, at most. */
    int widestRead();

    /** Macros beside those of the values. */
    Map<String, Integer> moreMacros();

    /** What a layer of that shape is compiled with. */
    default Map<String, Integer> macros(Geometry g) {
        Map<String, Integer> macros = values();
        macros.remove("ALL_BLOCKS");
        macros.put("BLOCKS", allBlocks() ? blocks(g) : 1);
        macros.put("READ_VEC", readVector(g, chunk(), widestRead()));
        macros.putAll(moreMacros());
        return macros;
    }

    /**
     * A tile of named values, for those who multiply.
     *
     * @param values of every name that {@link #values} gives
     * @throws IllegalArgumentException naming the value that is missing or senseless
     */
    static Tile of(Map<String, Integer> values, Numerics numerics) {
        return numerics.tensor() ? WarpTile.of(values, numerics) : ItemTile.of(values);
    }

    /** Chunks that hold all inputs. */
    default int chunks(Geometry g) {
        return Math.ceilDiv(g.in(), chunk());
    }

    /** Blocks that make all channels. */
    default int blocks(Geometry g) {
        return Math.ceilDiv(g.out(), g.gates() != 0 ? block() / g.gates() : block());
    }

    /** Lanes of all blocks. */
    default int lanes(Geometry g) {
        return blocks(g) * block();
    }

    /** Items of a group. */
    default int items() {
        return group()[0] * group()[1] * group()[2];
    }

    /** Local memory of a group. */
    default long localBytes(Geometry g) {
        int around = g.transposedStride2() ? 1 : g.kernel() - g.step();
        int step = g.step();
        long patch = (long) (positionsX() * step + around) * (positionsY() * step + around) * (chunk() + patchPad());
        int taps = g.transposedStride2() && !together() ? PHASE_TAPS : g.kernel() * g.kernel();
        long sums = g.means() && peers() > 1 ? (long) peers() * block() * Float.BYTES : 0;
        return (patch + (filterLocal() ? (long) taps * chunk() * block() : 0)) * operands().bytes() + sums
                + moreLocalBytes();
    }

    /** Whether a device can run it. */
    default boolean suits(Geometry g, DeviceHandle device) {
        return localBytes(g) <= device.localBytes() && items() <= device.groupItems();
    }

    /** The nearest tile that the device can run: fewer inputs at a time, then fewer rows and columns. */
    default Tile suited(Geometry g, DeviceHandle device) {
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

    /** The widest vector that divides both inputs and the chunk, and is no wider than so many values. */
    private static int readVector(Geometry g, int chunk, int most) {
        for (int lanes = most; lanes > 1; lanes /= 2) {
            if (lanes != 2 && g.inA() % lanes == 0 && g.inB() % lanes == 0 && chunk % lanes == 0) {
                return lanes;
            }
        }
        return 1;
    }

    /** A value of a tile by name, or a sentence on what is wrong with it. */
    static int value(Map<String, Integer> values, String name, int least, int most) {
        Integer value = values.get(name);
        if (value == null || value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + " in a tile for OpenCL; give " + least + " to " + most);
        }
        return value;
    }
}
