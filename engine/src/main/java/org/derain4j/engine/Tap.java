package org.derain4j.engine;

import java.util.Objects;

/**
 * A copy of one map of the network.
 *
 * @param name     official scope name, without the outer scope
 * @param height   rows
 * @param width    columns
 * @param channels values per pixel
 * @param values   {@code values[(y * width + x) * channels + c]}
 */
public record Tap(String name, int height, int width, int channels, float[] values) {

    /** Refuses null. */
    public Tap {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(values, "values");
    }
}
