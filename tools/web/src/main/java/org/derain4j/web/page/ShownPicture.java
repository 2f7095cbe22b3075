package org.derain4j.web.page;

import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * A picture before and after, all of one size.
 *
 * @param name     by which the list of pictures names it
 * @param before   with rain
 * @param after    without
 * @param rain     as in {@link org.derain4j.engine.Separation}; made of the two where there is none
 * @param truth    as it should be, where that is known
 * @param captions what its sides are called
 * @param about    why it is shown, where there is something to say
 */
public record ShownPicture(String name, Side before, Side after, Optional<BufferedImage> rain, Optional<Side> truth,
        Captions captions, Optional<String> about) {

    /**
     * Words for the sides.
     *
     * @param before such as {@code Rainy}
     * @param after  such as {@code Derained}
     * @param truth  such as {@code Clean}
     */
    public record Captions(String before, String after, String truth) {

        /** Before, after and truth. */
        public static final Captions USUAL = new Captions("Before", "After", "Truth");

        /** Of which the viewer reads what it shall call the sides. */
        String attributes() {
            return equals(USUAL)
                    ? ""
                    : " data-before=\"%s\" data-after=\"%s\" data-truth=\"%s\"".formatted(Html.escaped(before),
                            Html.escaped(after), Html.escaped(truth));
        }
    }

    /**
     * One that speaks for itself, with the usual words.
     *
     * @param name   by which the list of pictures names it
     * @param before with rain
     * @param after  without
     * @param rain   made of the two where there is none
     * @param truth  as it should be, where that is known
     */
    public ShownPicture(String name, Side before, Side after, Optional<BufferedImage> rain, Optional<Side> truth) {
        this(name, before, after, rain, truth, Captions.USUAL, Optional.empty());
    }
}
