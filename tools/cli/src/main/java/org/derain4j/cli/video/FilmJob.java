package org.derain4j.cli.video;

import java.nio.file.Path;

/**
 * A film of the command line.
 *
 * @param input  the film
 * @param output where its result goes
 */
public record FilmJob(Path input, Path output) {}
