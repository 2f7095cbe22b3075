package org.derain4j.video.ffmpeg;

import java.nio.file.Path;

/**
 * Frames that are done, encoded in a file.
 *
 * @param file  of their own
 * @param first when the first of them is shown, in the film's own units
 * @param count how many
 */
record Segment(Path file, long first, int count) {}
