package org.derain4j.kernels.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;

/**
 * The slots of a program as {@code float[]}: one array each, or several of at most {@link #CHUNK} values where a slot is
 * larger than an array can be. Every array has guard words at both ends, checked after a run: a kernel that writes
 * outside its map is found, not shown as a picture.
 */
public final class Workspace {

    /** Guard words at each end of an array; a multiple of the widest vector, so rows begin as aligned as the array. */
    static final int GUARD = 16;

    /** Values in the largest array: 1 GiB. */
    static final int CHUNK = Shape.MAX_ROW_FLOATS;

    private static final int CANARY = 0x7fc0dead;

    private final List<FeatureMap> maps;
    private final MapView[] views;
    private final float[][][] slots;

    /** Allocates the slots of a program. */
    public Workspace(Program program) {
        this(program, CHUNK);
    }

    /** For tests: with small arrays, so that small maps cross them. */
    Workspace(Program program, int chunk) {
        maps = program.maps();
        long[] slotFloats = program.slotFloats();
        slots = new float[slotFloats.length][][];
        views = new MapView[maps.size()];
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = allocate(slot, slotFloats[slot], chunk);
        }
        for (int i = 0; i < views.length; i++) {
            FeatureMap map = maps.get(i);
            views[i] = new MapView(map.shape(), map.rows(), slots[map.slot()],
                    rowsPerArray(map.shape(), slotFloats[map.slot()], chunk));
        }
    }

    private float[][] allocate(int slot, long slotFloats, int chunk) {
        List<Integer> sizes = new ArrayList<>();
        for (FeatureMap map : maps) {
            if (map.slot() == slot) {
                int rows = rowsPerArray(map.shape(), slotFloats, chunk);
                for (int i = 0; i * rows < map.rows(); i++) {
                    int floats = Math.min(rows, map.rows() - i * rows) * map.shape().rowFloats();
                    if (i == sizes.size()) {
                        sizes.add(floats);
                    } else {
                        sizes.set(i, Math.max(floats, sizes.get(i)));
                    }
                }
            }
        }
        return sizes.stream().map(Workspace::guarded).toArray(float[][]::new);
    }

    private static float[] guarded(int floats) {
        float[] array = new float[floats + 2 * GUARD];
        Arrays.fill(array, 0, GUARD, Float.intBitsToFloat(CANARY));
        Arrays.fill(array, array.length - GUARD, array.length, Float.intBitsToFloat(CANARY));
        return array;
    }

    private static int rowsPerArray(Shape shape, long slotFloats, int chunk) {
        int rows = (int) Math.min(slotFloats, chunk) / shape.rowFloats();
        if (rows == 0) {
            throw new IllegalArgumentException("a row of " + shape + " does not fit " + chunk
                    + " values; cut the picture into narrower ones");
        }
        return rows;
    }

    /** The map of that index. */
    public MapView map(int index) {
        return views[index];
    }

    /** Copies values in. */
    public void write(int map, float[] values) {
        maps.get(map).requireFit(values);
        views[map].fill(values);
    }

    /** Copies values out. */
    public float[] read(int map) {
        maps.get(map).requireWhole();
        return views[map].copy();
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
