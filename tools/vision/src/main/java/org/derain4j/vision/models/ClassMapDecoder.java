package org.derain4j.vision.models;

import org.derain4j.engine.PictureException;
import org.derain4j.vision.labels.ClassMask;

/**
 * The class itself for each pixel, in the picture's size that of the nearest.
 *
 * @param name   of the output
 * @param across its axis of columns, counted from the end
 */
record ClassMapDecoder(String name, int across) implements MaskDecoder {

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public ClassMask decode(Output output, Placing placing) {
        int width = output.length(across);
        int height = output.length(across - 1);
        if (output.values().length != width * height) {
            throw new PictureException("the output " + output + " is no map of classes");
        }
        Samples columns = MaskDecoder.across(placing, width);
        Samples rows = MaskDecoder.down(placing, height);
        byte[] mask = new byte[Math.multiplyExact(placing.pictureWidth(), placing.pictureHeight())];
        for (int y = 0, at = 0; y < placing.pictureHeight(); y++) {
            int row = rows.nearest(y) * width;
            for (int x = 0; x < placing.pictureWidth(); x++) {
                float value = output.values()[row + columns.nearest(x)];
                if (!(value >= 0 && value < ClassMask.IGNORED && value == Math.rint(value))) {
                    throw new PictureException("the segmenter gives " + value + " for a class; there are 0 to "
                            + (ClassMask.IGNORED - 1) + " (if it is how sure one class is, write output=binary)");
                }
                mask[at++] = (byte) value;
            }
        }
        return new ClassMask(placing.pictureWidth(), placing.pictureHeight(), mask);
    }
}
