package org.derain4j.vision.models;

import org.derain4j.engine.PictureException;
import org.derain4j.vision.labels.ClassMask;

/**
 * A number for each class of each pixel, logits or probabilities: brought to the picture's size, then the largest of them.
 *
 * @param name         of the output
 * @param classes      that there are
 * @param channelsLast [1, height, width, classes], else [1, classes, height, width]
 * @param smooth       whether the numbers are resized bilinearly, else those of the nearest pixel taken
 */
record LogitsDecoder(String name, int classes, boolean channelsLast, boolean smooth) implements MaskDecoder {

    @Override
    public ClassMask decode(Output output, Placing placing) {
        if (output.rank() != 4 || output.length(channelsLast ? 3 : 1) != classes) {
            throw new PictureException("the output " + output + " has not " + classes + " classes");
        }
        int height = output.length(channelsLast ? 1 : 2);
        int width = output.length(channelsLast ? 2 : 3);
        Samples across = MaskDecoder.across(placing, width);
        Samples down = MaskDecoder.down(placing, height);
        float[] values = output.values();
        int step = channelsLast ? classes : 1;
        int plane = channelsLast ? 1 : width * height;
        byte[] mask = new byte[Math.multiplyExact(placing.pictureWidth(), placing.pictureHeight())];
        for (int y = 0, at = 0; y < placing.pictureHeight(); y++) {
            double share = smooth ? down.share(y) : 0;
            int upper = (smooth ? down.first(y) : down.nearest(y)) * width;
            int lower = smooth ? down.second(y) * width : upper;
            for (int x = 0; x < placing.pictureWidth(); x++) {
                double right = smooth ? across.share(x) : 0;
                int first = smooth ? across.first(x) : across.nearest(x);
                int second = smooth ? across.second(x) : first;
                double most = Double.NaN;
                for (int c = 0; c < classes; c++) {
                    int from = c * plane;
                    double above = between(values[from + (upper + first) * step],
                            values[from + (upper + second) * step],
                            right);
                    double below = between(values[from + (lower + first) * step],
                            values[from + (lower + second) * step],
                            right);
                    double value = between(above, below, share);
                    if (Double.isNaN(value)) {
                        throw new PictureException("the segmenter gives no number for some pixels (NaN)");
                    }
                    if (c == 0 || value > most) {
                        most = value;
                        mask[at] = (byte) c;
                    }
                }
                at++;
            }
        }
        return new ClassMask(placing.pictureWidth(), placing.pictureHeight(), mask);
    }

    /** Infinite ones stay what they are where nothing of the other comes in. */
    private static double between(double from, double to, double share) {
        return share == 0 || from == to ? from : from * (1 - share) + to * share;
    }
}
