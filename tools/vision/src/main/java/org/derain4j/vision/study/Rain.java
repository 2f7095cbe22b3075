package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where rainy pictures come from. */
public interface Rain {

    /** As conditions have it. */
    String name();

    /** What decides the rainy pictures, in words: for reports, and so that pictures of another rain are not taken for these. */
    String describe();

    /** The file of a sample in this rain, where it is there already. */
    Optional<Path> file(Sample sample);

    /** A sample in this rain. */
    Scene of(Sample sample, BufferedImage clean) throws IOException;

    /**
     * A picture in the rain.
     *
     * @param rainy    of the clean picture's size
     * @param dry      the same in the same light without the rain, if there is more to it than rain
     * @param strength of the rain, if it is known: the mean of the layer, 0 to 1
     */
    record Scene(BufferedImage rainy, Optional<BufferedImage> dry, Optional<Double> strength) {}
}
