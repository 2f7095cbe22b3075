package org.derain4j.onnx.writer;

import java.util.Arrays;
import java.util.List;

/**
 * Values with their extents, row-major, and the rearrangements that lead from the official layouts to those of other
 * runtimes. None changes a value.
 *
 * @param shape  extents, outermost first
 * @param values row-major
 */
public record Tensor(int[] shape, float[] values) {

    /**
     * A parameter in its official layout.
     *
     * @param shape  extents, outermost first
     * @param values row-major; kept, not copied
     * @return both together
     */
    public static Tensor of(List<Integer> shape, float[] values) {
        return new Tensor(shape.stream().mapToInt(Integer::intValue).toArray(), values);
    }

    /**
     * A list of values.
     *
     * @param values kept, not copied
     * @return them, of one axis
     */
    public static Tensor list(float... values) {
        return new Tensor(new int[]{values.length}, values);
    }

    /**
     * One value.
     *
     * @param value of it
     * @return it, of no axis
     */
    public static Tensor scalar(float value) {
        return new Tensor(new int[0], new float[]{value});
    }

    /**
     * Rearranges the axes.
     *
     * @param axes axis a of the result is axis {@code axes[a]} of this
     * @return a copy
     */
    public Tensor permute(int... axes) {
        int[] steps = steps();
        int[] newShape = new int[axes.length];
        int[] newSteps = new int[axes.length];
        for (int a = 0; a < axes.length; a++) {
            newShape[a] = shape[axes[a]];
            newSteps[a] = steps[axes[a]];
        }
        return walk(newShape, 0, newSteps);
    }

    /**
     * Reverses the order along an axis.
     *
     * @param axis which, 0 being the outermost
     * @return a copy
     */
    public Tensor flip(int axis) {
        int[] steps = steps();
        int start = (shape[axis] - 1) * steps[axis];
        steps[axis] = -steps[axis];
        return walk(shape, start, steps);
    }

    /**
     * Takes a part of an axis.
     *
     * @param axis which, 0 being the outermost
     * @param from first index
     * @param to   index after the last
     * @return a copy
     */
    public Tensor slice(int axis, int from, int to) {
        int[] newShape = shape.clone();
        newShape[axis] = to - from;
        int[] steps = steps();
        return walk(newShape, from * steps[axis], steps);
    }

    /**
     * The same values in the same order under other extents.
     *
     * @param newShape extents of the same product
     * @return the values, shared
     */
    public Tensor reshape(int... newShape) {
        return new Tensor(newShape, values);
    }

    /** How far apart neighbours on each axis lie. */
    private int[] steps() {
        int[] steps = new int[shape.length];
        int step = 1;
        for (int a = shape.length - 1; a >= 0; a--) {
            steps[a] = step;
            step *= shape[a];
        }
        return steps;
    }

    /** Collects the values met from {@code start} on, the last axis fastest. */
    private Tensor walk(int[] newShape, int start, int[] newSteps) {
        float[] result = new float[Arrays.stream(newShape).reduce(1, Math::multiplyExact)];
        int[] index = new int[newShape.length];
        int at = start;
        for (int i = 0; i < result.length; i++) {
            result[i] = values[at];
            for (int a = newShape.length - 1; a >= 0; a--) {
                at += newSteps[a];
                if (++index[a] < newShape[a]) {
                    break;
                }
                at -= newShape[a] * newSteps[a];
                index[a] = 0;
            }
        }
        return new Tensor(newShape, result);
    }
}
