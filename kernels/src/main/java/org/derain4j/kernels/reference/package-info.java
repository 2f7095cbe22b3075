/**
 * The definition of every step: plain loops with sums in double, which nobody makes faster.
 *
 * <p>May import {@code program}, {@code backend} and {@code cpu}.
 */
package org.derain4j.kernels.reference;
