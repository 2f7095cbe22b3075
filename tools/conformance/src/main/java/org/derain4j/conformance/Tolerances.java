package org.derain4j.conformance;

/**
 * How far from the reference a network may be.
 *
 * @param imitation the largest distance of a result value, pixels running from -1 to 1
 * @param map the largest distance of a value in a map on the way, as a share of that map's largest magnitude
 * @param bytes the share of result bytes that may differ from the official ones
 * @param levels by how many levels such a byte may differ
 */
public record Tolerances(double imitation, double map, double bytes, int levels) {

    /**
     * What Derain4J promises. TensorFlow's own float32 is up to 1.1e-6 from its float64. Bytes may differ because the
     * official rule truncates: a value a hair below a level falls to the next one.
     */
    public static final Tolerances PROMISED = new Tolerances(5e-6, 1e-5, 0.0005, 1);
}
