/**
 * The one chooser: {@link org.derain4j.kernels.Backends} opens a backend by name, or the best that this JVM can run. Nothing here or
 * below knows any particular network.
 *
 * <p>May import every package below: {@code program} is what is run and {@code backend} who runs it, {@code reference} its definition;
 * {@code tiled} is the algorithm, {@code vector} and {@code plain} are its inner loops, {@code cpu} is memory and threads.
 */
package org.derain4j.kernels;
