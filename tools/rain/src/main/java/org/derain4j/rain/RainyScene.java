package org.derain4j.rain;

import java.awt.image.BufferedImage;

/**
 * A picture in the rain, and what is known of that rain. All of the picture's size.
 *
 * @param rainy the picture in the rain; of the standard kind and depth of the picture that it was made of
 * @param dry   the same in the same light (at night, in haze) without the rain; equals the picture where rain changes nothing else
 * @param layer the rain alone: how much of each pixel drops cover or add, grey, 8 bits, 255 being all and 0 no rain
 */
public record RainyScene(BufferedImage rainy, BufferedImage dry, BufferedImage layer) {}
