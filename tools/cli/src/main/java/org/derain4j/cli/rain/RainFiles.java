package org.derain4j.cli.rain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is made of a picture in one kind of rain.
 *
 * @param kind  of the rain
 * @param rainy the picture in the rain
 * @param truth the same in the same light without it, if wanted
 * @param layer the rain by itself, if wanted; a PNG
 * @param mask  where it is, if wanted; a PNG
 */
record RainFiles(String kind, Path rainy, Optional<Path> truth, Optional<Path> layer, Optional<Path> mask) {

    /** All of them, the rainy picture first. */
    List<Path> all() {
        return Stream.of(Optional.of(rainy), truth, layer, mask).flatMap(Optional::stream).toList();
    }
}
