package org.derain4j.cli.telling;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A picture, or a film, that is done.
 *
 * @param input        what was taken; {@code -} for standard input
 * @param outputs      what was made of it
 * @param width        columns
 * @param height       rows
 * @param frames       1 for a picture
 * @param milliseconds by part, in the order of the work: as decode, network, encode; not their sum
 * @param warnings     what the user was told of it, a sentence each
 */
public record Done(String input, List<Path> outputs, int width, int height, long frames,
        Map<String, Double> milliseconds, List<String> warnings) {

    /** Of work, in all. */
    double seconds() {
        return milliseconds.values().stream().mapToDouble(Double::doubleValue).sum() / 1e3;
    }
}
