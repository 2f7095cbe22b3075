/**
 * The inner loops of {@code tiled} on the JDK's Vector API, which this package alone imports.
 *
 * <p>May import {@code tiled}, {@code cpu}, and {@code jdk.incubator.vector}.
 */
package org.derain4j.kernels.vector;
