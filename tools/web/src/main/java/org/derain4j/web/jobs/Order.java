package org.derain4j.web.jobs;

import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.pictures.PictureFormat;

/**
 * What is asked for.
 *
 * @param upload   the file that was sent, in the queue's own folder under a name of ours; the queue deletes it
 * @param name     what its sender calls it; only ever shown and sent back
 * @param model    one of {@link Engines#models}, or empty for the default
 * @param strength 0 to 1.5
 * @param format   of the result; the picture's own if empty
 * @param shown    whether previews for a page are wanted, and the rain
 */
public record Order(Path upload, String name, Optional<String> model, double strength,
        Optional<PictureFormat> format, boolean shown) {}
