/** Frames through pipes, and films: what {@code derain -}, {@code derain x.y4m} and {@code derain film.mp4} run. */
package org.derain4j.cli.video;
