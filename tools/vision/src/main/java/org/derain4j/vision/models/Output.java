package org.derain4j.vision.models;

import java.util.Arrays;

/**
 * What a network gave, whatever its numbers were, as floats.
 *
 * @param name   of the output
 * @param whole  whether they are whole numbers by their kind
 * @param shape  lengths of its axes
 * @param values row by row
 */
record Output(String name, boolean whole, long[] shape, float[] values) {

    /** Axes. */
    int rank() {
        return shape.length;
    }

    /** Of an axis, counted from the end if below 0. */
    int length(int axis) {
        return Math.toIntExact(shape[axis < 0 ? shape.length + axis : axis]);
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape);
    }
}
