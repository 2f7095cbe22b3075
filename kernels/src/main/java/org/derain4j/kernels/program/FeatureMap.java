package org.derain4j.kernels.program;

import java.util.Objects;

/**
 * One feature map of a {@link Program} and the slot of memory it lives in.
 *
 * @param name  what the network calls it; for people and for taps
 * @param shape its extent
 * @param slot  index of the slot; maps whose lifetimes do not overlap may share one
 * @param rows  rows that are in memory at a time: all of them; or fewer for a map between the steps of {@link Step.Bands}, where
 *              row y takes the place of row {@code y - rows}; or the first ones, maybe none, of a map that is spilled
 * @param spilled whether only {@link Step.Fetch} reads it and {@link Step.Spill} writes it, so that rows which are not in memory
 *              are in a scratch file
 */
public record FeatureMap(String name, Shape shape, int slot, int rows, boolean spilled) {

    /** Rows of a spilled map begin at multiples of so many bytes in its file. */
    public static final int FILE_BLOCK = 4096;

    /**
     * Checks the rows.
     *
     * @throws IllegalArgumentException if none are held, or more than there are
     */
    public FeatureMap {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(shape, "shape");
        if (rows < (spilled ? 0 : 1) || rows > shape.height()) {
            throw new IllegalArgumentException("map " + name + " of " + shape + " cannot be held in " + rows + " rows");
        }
    }

    /**
     * A map that is held whole.
     *
     * @param name  what the network calls it
     * @param shape its extent
     * @param slot  index of the slot
     */
    public FeatureMap(String name, Shape shape, int slot) {
        this(name, shape, slot, Objects.requireNonNull(shape, "shape").height());
    }

    /**
     * A map that is held whole or in part.
     *
     * @param name  what the network calls it
     * @param shape its extent
     * @param slot  index of the slot
     * @param rows  rows that are held at a time
     */
    public FeatureMap(String name, Shape shape, int slot, int rows) {
        this(name, shape, slot, rows, false);
    }

    /**
     * Whether all rows are there at once, for any step.
     *
     * @return false for a map that is held in part, or spilled
     */
    public boolean isWhole() {
        return rows == shape.height() && !spilled;
    }

    /**
     * Refuses what is copied in or out of a map of which not all rows are there, in memory or spilled.
     *
     * @throws IllegalArgumentException if it is held in part
     */
    public void requireWhole() {
        if (!isWhole() && !spilled) {
            throw new IllegalArgumentException(
                    "map " + name + " is held in part between the steps of bands; ask the planner to keep it");
        }
    }

    /**
     * Refuses to be filled by another number of values, or while it is held in part.
     *
     * @param values to be copied in
     * @throws IllegalArgumentException if they do not fit
     */
    public void requireFit(float[] values) {
        Objects.requireNonNull(values, "values");
        requireWhole();
        if (values.length != shape.floats()) {
            throw new IllegalArgumentException("map " + name + " is " + shape + ", not " + values.length + " values");
        }
    }

    /**
     * Refuses rows that are not in the map or not in the array, or while it is held in part.
     *
     * @param from   the first of them
     * @param count  how many
     * @param values to be copied in or out, from the beginning
     * @throws IllegalArgumentException if they do not fit
     */
    public void requireRows(int from, int count, float[] values) {
        Objects.requireNonNull(values, "values");
        requireWhole();
        if (from < 0 || count < 0 || count > shape.height() - from
                || values.length < (long) count * shape.rowFloats()) {
            throw new IllegalArgumentException("map " + name + " is " + shape + "; it has no " + count + " rows from "
                    + from + " on for " + values.length + " values");
        }
    }

    /**
     * What a row of so many values takes in a file.
     *
     * @param rowFloats values
     * @return whole blocks
     */
    public static long fileBytes(int rowFloats) {
        return Math.ceilDiv((long) rowFloats * Float.BYTES, FILE_BLOCK) * FILE_BLOCK;
    }

    /**
     * What the rows of a spilled map take that are not in memory.
     *
     * @return bytes of the file; 0 for any other map
     */
    public long fileBytes() {
        return spilled ? (shape.height() - rows) * fileBytes(shape.rowFloats()) : 0;
    }

    /**
     * The values that are in memory at a time.
     *
     * @return rows x width x channels
     */
    public long floats() {
        return (long) rows * shape.rowFloats();
    }
}
