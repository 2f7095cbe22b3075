package org.derain4j.kernels.tiled;

import java.util.function.Consumer;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.cpu.Allocatable;
import org.derain4j.kernels.program.Axis;
import org.derain4j.kernels.program.FilterLayout;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Window;

/**
 * A filter as {@link TileLoops#accumulate} reads it, for one phase: {@code [tile][row][tap][in][tileChannels]}, each tile's
 * columns chosen by the caller and missing ones filled with zeros, so the kernel has no tail. Thread-safe.
 */
final class PackedFilter implements Allocatable {

    /** In place of a column: zeros. */
    static final int NO_COLUMN = -1;

    private final int rows;
    private final int depth;
    private final int tileChannels;
    private final int floats;

    /** Fills the values; null once they are there. */
    private Consumer<float[]> packing;

    private float[] values;

    /**
     * A filter to be packed when it is allocated.
     *
     * @param rows         rows of taps
     * @param depth        taps in a row x input channels
     * @param tileChannels output channels of a tile
     * @param floats       packed values
     * @param packing      fills them in; they are zeros
     */
    PackedFilter(int rows, int depth, int tileChannels, int floats, Consumer<float[]> packing) {
        this.rows = rows;
        this.depth = depth;
        this.tileChannels = tileChannels;
        this.floats = floats;
        this.packing = packing;
    }

    /**
     * A filter's taps.
     *
     * @param filter       as on disk
     * @param window       says how it is laid out
     * @param vertical     which rows, in which order
     * @param horizontal   which columns, in which order
     * @param channels     input channels to take, from the first; the rest of the filter stays unread
     * @param columns      output channel of every lane, tile after tile, or {@link #NO_COLUMN}
     * @param tileChannels output channels of a tile
     */
    static PackedFilter taps(Parameter filter, Window window, Axis vertical, Axis horizontal, int channels,
            int[] columns, int tileChannels) {
        int rows = vertical.taps().size();
        int depth = horizontal.taps().size() * channels;
        return new PackedFilter(rows, depth, tileChannels, Math.multiplyExact(columns.length, rows * depth),
                packed -> pack(filter, window, vertical, horizontal, channels, columns, tileChannels, packed));
    }

    private static void pack(Parameter filter, Window window, Axis vertical, Axis horizontal, int channels,
            int[] columns, int tileChannels, float[] packed) {
        FilterLayout layout = FilterLayout.of(filter, window);
        int to = 0;
        for (int tile = 0; tile < columns.length; tile += tileChannels) {
            for (int ky : vertical.taps()) {
                for (int kx : horizontal.taps()) {
                    gather(filter.values(), layout, ky, kx, channels, columns, tile, tileChannels, packed, to);
                    to += channels * tileChannels;
                }
            }
        }
    }

    @Override
    public long bytes() {
        return (long) floats * Float.BYTES;
    }

    @Override
    public synchronized void allocate(Cancellation cancellation) {
        if (values == null) {
            cancellation.check();
            float[] packed = new float[floats];
            packing.accept(packed);
            values = packed;
            packing = null;
        }
    }

    /** The packed values. */
    float[] values() {
        return values;
    }

    /** Rows of taps. */
    int rows() {
        return rows;
    }

    /** Taps in a row x input channels. */
    int depth() {
        return depth;
    }

    /**
     * One tap of a tile's columns, {@code [in][tileChannels]}.
     *
     * @param tile where its columns begin
     * @param to   receives it; zeros where there is no column
     */
    static void gather(float[] filter, FilterLayout layout, int ky, int kx, int channels, int[] columns, int tile,
            int tileChannels, float[] to, int at) {
        int tap = layout.index(ky, kx, 0, 0);
        int step = layout.index(ky, kx, 1, 0) - tap;
        for (int lane = 0; lane < tileChannels; lane++) {
            int column = columns[tile + lane];
            if (column != NO_COLUMN) {
                copy(filter, layout.index(ky, kx, 0, column), step, to, at + lane, tileChannels, channels);
            }
        }
    }

    private static void copy(float[] from, int f, int fStep, float[] to, int t, int tStep, int count) {
        for (int i = 0; i < count; i++) {
            to[t + i * tStep] = from[f + i * fStep];
        }
    }

    /** Where a tile's row of taps begins. Of Winograd's points: where a block's point's tile begins. */
    int offset(int tile, int row) {
        return (tile * rows + row) * depth * tileChannels;
    }
}
