package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * A picture taken apart into what stays and the rain, by one run of the network.
 *
 * <p>The rain is a picture of 16 bits without alpha, grey where the picture is stored as grey, else red, green and blue. A sample
 * is {@value #NO_RAIN} plus half of what the network takes out there, in levels of 16 bits: mid-grey is no rain, brighter is where
 * rain was. Twice a sample's distance from {@value #NO_RAIN}, taken from the picture's own sample in 16 bits, is the network's
 * result to within a level of these 16 bits; nothing from black to white is out of range. It is all that the network finds, whatever the
 * derainer's {@linkplain DerainerBuilder#strength strength}, and in the picture's own colour space.
 *
 * @param picture what {@link Derainer#derain(BufferedImage)} gives
 * @param rain    what the network takes out at full strength
 */
public record Separation(BufferedImage picture, BufferedImage rain) {

    /** Refuses null. */
    public Separation {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(rain, "rain");
    }

    /** The sample that says that there is no rain. */
    public static final int NO_RAIN = 32768;
}
