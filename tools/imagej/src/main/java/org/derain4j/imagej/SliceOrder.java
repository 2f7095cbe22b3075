package org.derain4j.imagej;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.LUT;
import java.awt.Color;
import java.util.List;

/** Where in an image's stack the red, green and blue of a picture are. */
final class SliceOrder {

    /** Of a colour picture. */
    static final List<Color> COLOURS = List.of(Color.RED, Color.GREEN, Color.BLUE);

    static final int CHANNELS = COLOURS.size();

    private SliceOrder() {}

    /** Whether an image has three channels, each in a slice of its own. */
    static boolean mayBeColour(ImagePlus image) {
        return image.getNChannels() == CHANNELS && image.getBitDepth() <= Short.SIZE;
    }

    /** Whether these are shown as red, green and blue, as ImageJ does with pictures of 48 bits. */
    static boolean isShownAsColour(ImagePlus image) {
        if (!mayBeColour(image) || !(image instanceof CompositeImage composite)) {
            return false;
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            LUT lut = composite.getChannelLut(channel + 1);
            if (lut.getRGB(255) != COLOURS.get(channel).getRGB()) {
                return false;
            }
        }
        return true;
    }

    /** The slice, from 1, of the first channel at a slice's place; channels come first in a hyperstack. */
    static int first(int slice) {
        return slice - (slice - 1) % CHANNELS;
    }
}
