package org.derain4j.kernels.opencl;

import static org.derain4j.kernels.opencl.Knob.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.derain4j.kernels.backend.Precision;

/**
 * How a convolution is divided among work-groups and work-items: a value for each {@link Knob} that there is for those who multiply,
 * work-items by themselves ({@code items.cl}) or warps with tensor cores ({@code tensor.cl}). A tile is stated for wide layers and
 * fitted to narrow ones.
 *
 * @param numerics what is multiplied, and by whom; work-items multiply singles, whatever maps are stored in
 * @param values   of the knobs
 */
record Tile(Numerics numerics, Map<Knob, Integer> values) {

    /** In place of a chunk: all input channels at once. */
    static final int ALL = 0;

    /** Work-items of a warp; positions and channels of a product; inputs that a warp takes at a time, and a work-item of them. */
    static final int WARP = 32;
    static final int PRODUCT_POSITIONS = 16;
    static final int PRODUCT_CHANNELS = 8;
    static final int DEEP = 16;
    static final int EACH = 4;

    /** Work-items of a warp that have the same channels, and what they exchange where tensor cores are emulated. */
    private static final int PRODUCT_PEERS = 8;
    private static final int EXCHANGED_BYTES = 6 * Integer.BYTES;

    /** Of a transposed convolution of stride 2; the most taps that one of them has. */
    private static final int PHASES = 4;
    private static final int PHASE_TAPS = 4;

    /** Values read from a map at a time: by a work-item alone, and by many side by side, which read whole lines together. */
    private static final int WIDEST_READ = 16;
    private static final int SIDE_BY_SIDE_READ = 4;
    private static final int READ_BYTES_TENSOR = 16;

    /** The fewest inputs at a time and channels of a vector that a tile is made smaller to. */
    private static final int SMALL_CHUNK = 4;
    private static final int SMALL_VEC = 4;

    /** What is halved, one after the other, once a chunk is as small as it gets. */
    private static final List<Knob> HALVED = List.of(LOCAL_Y, LOCAL_X, PIXELS);
    private static final List<Knob> HALVED_TENSOR = List.of(WARPS_Y, TILES_Y, WARPS_X, TILES_C);

    /** Copies the values. */
    Tile {
        numerics = numerics.tensor() ? numerics : Numerics.EXACT;
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /**
     * A tile of named values.
     *
     * @throws IllegalArgumentException naming the value that is missing or senseless
     */
    static Tile of(Map<String, Integer> named, Numerics numerics) {
        Map<Knob, Integer> values = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            if (knob.isFor(numerics)) {
                values.put(knob, knob.in(named, numerics));
            }
        }
        return new Tile(numerics, values);
    }

    private boolean tensor() {
        return numerics.tensor();
    }

    private int at(Knob knob) {
        return values.get(knob);
    }

    /** With some values replaced. */
    Tile with(Map<Knob, Integer> others) {
        Map<Knob, Integer> all = new EnumMap<>(values);
        all.putAll(others);
        return new Tile(numerics, all);
    }

    /** The same for a layer of that shape: no wider than its channels, no deeper than its inputs. */
    Tile fitted(Geometry g) {
        int deep = tensor() ? Math.ceilDiv(g.in(), DEEP) * DEEP : g.in();
        int chunk = chunk() == ALL ? deep : Math.min(chunk(), deep);
        boolean whole = chunk == deep;
        Tile fitted = with(Map.of(CHUNK, chunk, ALL_BLOCKS, allBlocks() && whole ? 1 : 0, TOGETHER,
                together() && g.transposedStride2() ? 1 : 0));
        return fitted.with(tensor() ? fitted.narrowWarps(g) : fitted.narrowItems(g, whole));
    }

    private Map<Knob, Integer> narrowItems(Geometry g, boolean whole) {
        int vec = at(VEC);
        while (vec > SMALL_VEC && vec / 2 >= g.out()) {
            vec /= 2;
        }
        boolean lstm = g.gates() != 0;
        int vecs = lstm ? g.gates() : Math.min(at(VECS), Math.ceilDiv(g.out(), vec));
        return Map.of(VEC, vec, VECS, vecs, LOCAL_C,
                Math.min(at(LOCAL_C), Math.ceilDiv(g.out(), lstm ? vec : vec * vecs)), ROWS, whole ? at(ROWS) : 1,
                DEPTH_VEC, chunk() % at(DEPTH_VEC) == 0 ? at(DEPTH_VEC) : 1);
    }

    private Map<Knob, Integer> narrowWarps(Geometry g) {
        int wide = Math.ceilDiv(g.out(), PRODUCT_CHANNELS);
        int gates = Math.max(1, g.gates());
        int each = Math.clamp(at(TILES_C) / gates, 1, wide);
        return Map.of(TILES_C, each * gates, WARPS_C, Math.min(at(WARPS_C), Math.ceilDiv(wide, each)));
    }

    /** The nearest tile that the device can run: fewer inputs at a time, then fewer rows and columns. */
    Tile suited(Geometry g, DeviceHandle device) {
        Tile tile = fitted(g);
        while (!tile.suits(g, device)) {
            Tile smaller = tile.smaller().fitted(g);
            if (smaller.equals(tile)) {
                throw new IllegalStateException("no tile of " + g + " fits " + device.device().name());
            }
            tile = smaller;
        }
        return tile;
    }

    private Tile smaller() {
        if (chunk() > (tensor() ? DEEP : SMALL_CHUNK)) {
            return with(Map.of(CHUNK, tensor() ? chunk() - DEEP : Math.ceilDiv(chunk(), 2)));
        }
        return (tensor() ? HALVED_TENSOR : HALVED).stream().filter(knob -> at(knob) > 1).findFirst()
                .map(knob -> with(Map.of(knob, Math.ceilDiv(at(knob), 2)))).orElse(this);
    }

    /** Whether a device can run it. */
    boolean suits(Geometry g, DeviceHandle device) {
        return localBytes(g) <= device.localBytes() && items() <= device.groupItems();
    }

    /** What a layer of that shape is compiled with. */
    Map<String, Integer> macros(Geometry g) {
        Map<String, Integer> macros = new TreeMap<>();
        values.forEach((knob, value) -> macros.put(knob.name(), value));
        macros.remove(ALL_BLOCKS.name());
        macros.put("BLOCKS", allBlocks() ? blocks(g) : 1);
        macros.put("READ_VEC", readVector(g));
        if (tensor()) {
            macros.put("TENSOR", 1);
            macros.put("EMULATED", numerics.emulated() ? 1 : 0);
        }
        return macros;
    }

    /** The widest vector that divides both inputs and the chunk. */
    private int readVector(Geometry g) {
        int most = tensor() ? READ_BYTES_TENSOR / operands().bytes() : items() == 1 ? WIDEST_READ : SIDE_BY_SIDE_READ;
        for (int lanes = most; lanes > 2; lanes /= 2) {
            if (g.inA() % lanes == 0 && g.inB() % lanes == 0 && chunk() % lanes == 0) {
                return lanes;
            }
        }
        return 1;
    }

    /** Files of its kernel. */
    String kernel() {
        return tensor() ? KernelSource.TENSOR : KernelSource.CONVOLUTION;
    }

    /** Of inputs and filters when they are multiplied. */
    Precision operands() {
        return numerics.precision();
    }

    /** Whether a work-group makes all channels of its positions, one block after the other. */
    boolean allBlocks() {
        return at(ALL_BLOCKS) == 1;
    }

    /** Whether the phases of a transposed convolution of stride 2 are made at once. */
    boolean together() {
        return at(TOGETHER) == 1;
    }

    /** Input channels in local memory at a time. */
    int chunk() {
        return at(CHUNK);
    }

    /** Chunks that hold all inputs. */
    int chunks(Geometry g) {
        return Math.ceilDiv(g.in(), chunk());
    }

    /** Lanes of a block: sums of all work-items beside each other. */
    int block() {
        return tensor() ? at(WARPS_C) * at(TILES_C) * PRODUCT_CHANNELS : at(LOCAL_C) * at(VECS) * at(VEC);
    }

    /** Lanes beside each other that are neighbouring features of one gate; those of the next gate follow. */
    int beside() {
        return tensor() ? PRODUCT_CHANNELS : at(LOCAL_C) * at(VEC);
    }

    /** Blocks that make all channels. */
    int blocks(Geometry g) {
        return Math.ceilDiv(g.out(), g.gates() != 0 ? block() / g.gates() : block());
    }

    /** Lanes of all blocks. */
    int lanes(Geometry g) {
        return blocks(g) * block();
    }

    /** Work-items of a work-group beside each other in channels, columns and rows. */
    int[] group() {
        return tensor()
                ? new int[]{WARP * at(WARPS_C), at(WARPS_X), at(WARPS_Y)}
                : new int[]{at(LOCAL_C), at(LOCAL_X), at(LOCAL_Y)};
    }

    /** Work-items of a work-group. */
    int items() {
        return group()[0] * group()[1] * group()[2];
    }

    /** Columns that a work-group makes. */
    int positionsX() {
        return group()[1] * (tensor() ? PRODUCT_POSITIONS : at(PIXELS));
    }

    /** Rows that a work-group makes. */
    int positionsY() {
        return group()[2] * at(tensor() ? TILES_Y : ROWS);
    }

    /** Single values that a work-item sums up: what it takes of registers. */
    int sums() {
        int phase = tensor()
                ? PRODUCT_POSITIONS * at(TILES_Y) * at(TILES_C) * PRODUCT_CHANNELS / WARP
                : at(PIXELS) * at(VECS) * at(VEC);
        return phase * (together() ? PHASES : 1);
    }

    /** Local memory of a work-group: patch and filter, sums of its work-items, and what emulated tensor cores exchange. */
    long localBytes(Geometry g) {
        int around = g.transposedStride2() ? 1 : g.kernel() - g.step();
        long patch = (long) (positionsX() * g.step() + around) * (positionsY() * g.step() + around)
                * (chunk() + at(PATCH_PAD));
        int taps = g.transposedStride2() && !together() ? PHASE_TAPS : g.kernel() * g.kernel();
        long filter = (long) at(FILTER_LOCAL) * taps * chunk() * block();
        int peers = group()[1] * group()[2] * (tensor() ? PRODUCT_PEERS : 1);
        long sums = g.means() && peers > 1 ? (long) peers * block() * Float.BYTES : 0;
        return (patch + filter) * operands().bytes() + sums + (numerics.emulated() ? items() * EXCHANGED_BYTES : 0);
    }
}
