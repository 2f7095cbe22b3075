/**
 * The algorithm of the backends {@code vector} and {@code portable}: convolutions by tiles, directly or by Winograd, with inner loops
 * that others carry out.
 *
 * <p>May import {@code program}, {@code backend} and {@code cpu}.
 */
package org.derain4j.kernels.tiled;
