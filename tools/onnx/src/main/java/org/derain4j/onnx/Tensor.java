package org.derain4j.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * Values with their extents, row-major, and the rearrangements that lead from the official layouts to ONNX's. None changes
 * a value.
 */
record Tensor(int[] shape, float[] values) {

    static Tensor of(List<Integer> shape, float[] values) {
        return new Tensor(shape.stream().mapToInt(Integer::intValue).toArray(), values);
    }

    /** Axis a of the result is axis {@code axes[a]} of this. */
    Tensor permute(int... axes) {
        int[] steps = steps();
        int[] newShape = new int[axes.length];
        int[] newSteps = new int[axes.length];
        for (int a = 0; a < axes.length; a++) {
            newShape[a] = shape[axes[a]];
            newSteps[a] = steps[axes[a]];
        }
        return walk(newShape, 0, newSteps);
    }

    /** The axis in reverse order. */
    Tensor flip(int axis) {
        int[] steps = steps();
        int start = (shape[axis] - 1) * steps[axis];
        steps[axis] = -steps[axis];
        return walk(shape, start, steps);
    }

    /** Indices {@code from} (inclusive) to {@code to} (exclusive) of an axis. */
    Tensor slice(int axis, int from, int to) {
        int[] newShape = shape.clone();
        newShape[axis] = to - from;
        int[] steps = steps();
        return walk(newShape, from * steps[axis], steps);
    }

    /** The same values in the same order under other extents. */
    Tensor reshape(int... newShape) {
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
