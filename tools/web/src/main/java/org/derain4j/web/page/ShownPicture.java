package org.derain4j.web.page;

import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * A picture before and after, all of one size.
 *
 * @param name   by which the list of pictures names it
 * @param before with rain
 * @param after  without
 * @param rain   as in {@link org.derain4j.engine.Separation}; made of the two where there is none
 * @param truth  as it should be, where that is known
 * @param about  why it is shown, where there is something to say
 */
public record ShownPicture(String name, Side before, Side after, Optional<BufferedImage> rain, Optional<Side> truth,
        Optional<String> about) {

    /** One that speaks for itself. */
    public ShownPicture(String name, Side before, Side after, Optional<BufferedImage> rain, Optional<Side> truth) {
        this(name, before, after, rain, truth, Optional.empty());
    }
}
