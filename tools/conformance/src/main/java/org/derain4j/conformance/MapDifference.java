package org.derain4j.conformance;

/**
 * How far one map on the way is from the reference.
 *
 * @param name the map's official scope name
 * @param height its rows
 * @param width its columns
 * @param channels its channels
 * @param magnitude the largest magnitude of the reference's values
 * @param max the largest distance; infinite if a value is not finite
 * @param relative the largest distance as a share of the magnitude
 */
public record MapDifference(String name, int height, int width, int channels, double magnitude, double max,
        double relative) {

    static MapDifference of(ReferenceMap expected, Deviation deviation) {
        double magnitude = expected.magnitude();
        double relative = deviation.max() == 0 || Double.isInfinite(deviation.max())
                ? deviation.max()
                : deviation.max() / magnitude;
        return new MapDifference(expected.name(), expected.height(), expected.width(), expected.channels(), magnitude,
                deviation.max(), relative);
    }
}
