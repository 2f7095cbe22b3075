package org.derain4j.cli.view;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files to be compared.
 *
 * @param before the picture
 * @param after  what was made of it
 * @param truth  how it should be, where that is known
 */
record ViewPair(Path before, Path after, Optional<Path> truth) {}
