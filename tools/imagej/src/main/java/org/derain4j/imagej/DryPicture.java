package org.derain4j.imagej;

import java.awt.image.BufferedImage;
import org.derain4j.engine.Separation;

/**
 * What has become of a slice.
 *
 * @param picture without rain
 * @param rain    as {@link Separation} has it; null where nobody asks for it
 */
record DryPicture(BufferedImage picture, BufferedImage rain) {

    static DryPicture of(Separation separation) {
        return new DryPicture(separation.picture(), separation.rain());
    }
}
