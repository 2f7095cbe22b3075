package org.derain4j.kernels.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;

/**
 * The slots of a program as {@code float[]}: one array each, or several of at most {@link #CHUNK} values where a slot is
 * larger. Every array has guard words at both ends, checked after a run: a kernel that writes
 * outside its map is found, not shown as a picture.
 */
public final class Workspace implements Allocatable {

    /** Guard words at each end of an array; a multiple of the widest vector, so rows begin as aligned as the array. */
    static final int GUARD = 16;

    /**
     * Values in the largest array, unless a row is longer: with its guards and its header just below 64 MiB, which a garbage
     * collector of regions gives whole. One is made, all zeros, within some 30 ms.
     */
    static final int CHUNK = (1 << 24) - 4 * GUARD;

    private static final int CANARY = 0x7fc0dead;

    private final List<FeatureMap> maps;
    private final MapView[] views;
    private final float[][][] slots;

    /** Values of each slot's arrays. */
    private final int[][] sizes;

    /** Lays out the slots of a program; {@link #allocate} makes them. */
    public Workspace(Program program) {
        this(program, CHUNK);
    }

    /** For tests: with small arrays, so that small maps cross them. */
    Workspace(Program program, int chunk) {
        maps = program.maps();
        long[] slotFloats = program.slotFloats();
        slots = new float[slotFloats.length][][];
        sizes = new int[slots.length][];
        views = new MapView[maps.size()];
        for (int slot = 0; slot < slots.length; slot++) {
            sizes[slot] = arrays(slot, slotFloats[slot], chunk);
            slots[slot] = new float[sizes[slot].length][];
        }
        for (int i = 0; i < views.length; i++) {
            FeatureMap map = maps.get(i);
            views[i] = new MapView(map.shape(), map.rows(), slots[map.slot()],
                    rowsPerArray(map.shape(), slotFloats[map.slot()], chunk));
        }
    }

    /** The values of the arrays that hold any of a slot's maps. */
    private int[] arrays(int slot, long slotFloats, int chunk) {
        List<Integer> floats = new ArrayList<>();
        for (FeatureMap map : maps) {
            if (map.slot() == slot) {
                int rows = rowsPerArray(map.shape(), slotFloats, chunk);
                for (int i = 0; i * rows < map.rows(); i++) {
                    int needed = Math.min(rows, map.rows() - i * rows) * map.shape().rowFloats();
                    if (i == floats.size()) {
                        floats.add(needed);
                    } else {
                        floats.set(i, Math.max(needed, floats.get(i)));
                    }
                }
            }
        }
        return floats.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public long bytes() {
        return Arrays.stream(sizes).flatMapToInt(Arrays::stream).mapToLong(floats -> floats + 2L * GUARD).sum()
                * Float.BYTES;
    }

    @Override
    public void allocate(Cancellation cancellation) {
        for (int slot = 0; slot < slots.length; slot++) {
            for (int i = 0; i < slots[slot].length; i++) {
                cancellation.check();
                slots[slot][i] = slots[slot][i] == null ? guarded(sizes[slot][i]) : slots[slot][i];
            }
        }
    }

    private static float[] guarded(int floats) {
        float[] array = new float[floats + 2 * GUARD];
        Arrays.fill(array, 0, GUARD, Float.intBitsToFloat(CANARY));
        Arrays.fill(array, array.length - GUARD, array.length, Float.intBitsToFloat(CANARY));
        return array;
    }

    private static int rowsPerArray(Shape shape, long slotFloats, int chunk) {
        return Math.max(1, (int) Math.min(slotFloats, chunk) / shape.rowFloats());
    }

    /** The map of that index. */
    public MapView map(int index) {
        return views[index];
    }

    /** Copies rows in. */
    void write(int map, int fromRow, int rows, float[] values) {
        maps.get(map).requireRows(fromRow, rows, values);
        views[map].fill(fromRow, rows, values);
    }

    /** Copies rows out. */
    void read(int map, int fromRow, int rows, float[] values) {
        maps.get(map).requireRows(fromRow, rows, values);
        views[map].copy(fromRow, rows, values);
    }

    /**
     * Checks the guard words.
     *
     * @throws IllegalStateException if one has changed: a kernel is wrong
     */
    public void requireIntact() {
        for (float[][] slot : slots) {
            for (float[] chunk : slot) {
                for (int i = 0; i < GUARD; i++) {
                    if (Float.floatToRawIntBits(chunk[i]) != CANARY
                            || Float.floatToRawIntBits(chunk[chunk.length - 1 - i]) != CANARY) {
                        throw new IllegalStateException("a kernel wrote outside its map; please report this");
                    }
                }
            }
        }
    }
}
