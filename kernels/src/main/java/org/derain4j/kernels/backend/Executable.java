package org.derain4j.kernels.backend;

import java.util.ArrayList;
import java.util.List;

/** A prepared program with its own working memory. Not thread-safe: one caller at a time. */
public interface Executable extends AutoCloseable {

    /**
     * Fills an input map.
     *
     * @param map    index of the map
     * @param values height x width x channels values, row-major
     * @throws IllegalArgumentException if the number of values is another
     */
    void write(int map, float[] values);

    /**
     * Runs all steps in order.
     *
     * @param listener told after every step
     */
    void run(StepListener listener);

    /**
     * Runs all steps in order and measures them by the clock of what computes.
     *
     * @return seconds of every step; what passes between two steps counts for the second
     */
    default double[] times() {
        List<Double> seconds = new ArrayList<>();
        long[] last = {System.nanoTime()};
        run((_, _) -> {
            long now = System.nanoTime();
            seconds.add((now - last[0]) / 1e9);
            last[0] = now;
        });
        return seconds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Copies a map out. Only the program's outputs are sure to hold their values after a run.
     *
     * @param map index of the map
     * @return height x width x channels values, row-major
     */
    float[] read(int map);

    /** Frees the working memory. Idempotent. */
    @Override
    void close();
}
