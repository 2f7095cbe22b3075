/**
 * Memory and threads, for all that computes on the CPU: a program's slots as arrays, the scratch file for what they do not hold,
 * steps cut into pieces, the threads that take them, and what the JVM has to offer.
 *
 * <p>May import {@code program} and {@code backend}.
 */
package org.derain4j.kernels.cpu;
