package org.derain4j.kernels.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;

/** A prepared program with its own working memory. Not thread-safe: one caller at a time. */
public interface Executable extends AutoCloseable {

    /**
     * What was prepared.
     *
     * @return the program
     */
    Program program();

    /**
     * Fills rows of an input map.
     *
     * @param map     index of the map
     * @param fromRow the first of them
     * @param rows    how many
     * @param values  rows x width x channels values, row-major, from the array's beginning
     * @throws IllegalArgumentException if the map or the array has fewer
     */
    void write(int map, int fromRow, int rows, float[] values);

    /**
     * Fills an input map.
     *
     * @param map    index of the map
     * @param values height x width x channels values, row-major
     * @throws IllegalArgumentException if the number of values is another
     */
    default void write(int map, float[] values) {
        Objects.requireNonNull(values, "values");
        FeatureMap whole = program().maps().get(map);
        whole.requireFit(values);
        write(map, 0, whole.shape().height(), values);
    }

    /**
     * Runs all steps in order.
     *
     * @param listener     told after every step
     * @param cancellation ends the run early; what it throws reaches the caller when no thread and no device touches the maps
     *                     any more, and the executable stays usable
     */
    void run(StepListener listener, Cancellation cancellation);

    /**
     * Runs all steps in order, to the end.
     *
     * @param listener told after every step
     */
    default void run(StepListener listener) {
        run(listener, Cancellation.NONE);
    }

    /**
     * Runs all steps in order and measures them by the clock of what computes.
     *
     * @param cancellation ends the run early, as in {@link #run(StepListener, Cancellation)}
     * @return seconds of every step; what passes between two steps counts for the second
     */
    default double[] times(Cancellation cancellation) {
        List<Double> seconds = new ArrayList<>();
        long[] last = {System.nanoTime()};
        run((_, _) -> {
            long now = System.nanoTime();
            seconds.add((now - last[0]) / 1e9);
            last[0] = now;
        }, cancellation);
        return seconds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Copies rows of a map out. Only the program's outputs are sure to hold their values after a run.
     *
     * @param map     index of the map
     * @param fromRow the first of them
     * @param rows    how many
     * @param values  takes rows x width x channels values, row-major, from its beginning on
     * @throws IllegalArgumentException if the map or the array has fewer
     */
    void read(int map, int fromRow, int rows, float[] values);

    /**
     * Copies a map out.
     *
     * @param map index of the map
     * @return height x width x channels values, row-major
     */
    default float[] read(int map) {
        FeatureMap whole = program().maps().get(map);
        whole.requireWhole();
        float[] values = new float[Math.toIntExact(whole.shape().floats())];
        read(map, 0, whole.shape().height(), values);
        return values;
    }

    /**
     * Copies of maps as samples of 8 bits, where these are converted on a device.
     *
     * @return nothing where the host may as well convert them: it then copies values
     */
    default Optional<LevelTransfer> levels() {
        return Optional.empty();
    }

    /** Frees the working memory. Idempotent. */
    @Override
    void close();
}
