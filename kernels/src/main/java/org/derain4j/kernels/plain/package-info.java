/**
 * The inner loops of {@code tiled} in plain Java, for a JVM without the Vector API.
 *
 * <p>May import {@code tiled} and {@code cpu}.
 */
package org.derain4j.kernels.plain;
