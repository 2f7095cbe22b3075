package org.derain4j.vision.models;

import java.util.Arrays;
import org.derain4j.engine.PictureException;
import org.derain4j.vision.labels.ClassMask;

/**
 * How sure the network is of one class, a number for each pixel: brought to the picture's size, and class 1 where it is above a
 * threshold, else class 0.
 *
 * @param name      of the output
 * @param across    its axis of columns, counted from the end
 * @param threshold above which a pixel is of class 1
 * @param smooth    whether the numbers are resized bilinearly, else those of the nearest pixel taken
 */
record BinaryDecoder(String name, int across, double threshold, boolean smooth) implements MaskDecoder {

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public ClassMask decode(Output output, Placing placing) {
        int width = output.length(across);
        int height = output.length(across - 1);
        int pixels = width * height;
        if (output.values().length != pixels) {
            throw new PictureException("the output " + output + " has not one number for each pixel");
        }
        float[] values = new float[2 * pixels];
        Arrays.fill(values, 0, pixels, (float) threshold);
        System.arraycopy(output.values(), 0, values, pixels, pixels);
        return new LogitsDecoder(name, classes(), false, smooth)
                .decode(new Output(name, false, new long[]{1, classes(), height, width}, values), placing);
    }
}
