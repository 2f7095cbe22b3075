package org.derain4j.vision.models;

import java.util.List;
import java.util.Set;
import org.derain4j.engine.PictureException;

/**
 * SSD, Faster R-CNN and others with the suppression inside: boxes by their borders, labels and scores apart.
 *
 * @param boxes    name of the output with four borders a box
 * @param labels   name of the output with a class a box
 * @param scores   name of the output with a score a box
 * @param relative whether borders are parts of the canvas, else its pixels
 * @param topFirst whether borders come top, left, bottom, right, else left, top, right, bottom
 * @param first    label of the first class; lower ones are background
 */
record SsdDecoder(String boxes, String labels, String scores, boolean relative, boolean topFirst, int first)
        implements
        BoxDecoder {

    /** Parts of a side that no box reaches to. */
    private static final float BEYOND = 4;

    @Override
    public Set<String> outputs() {
        return Set.of(boxes, labels, scores);
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public void decode(List<Output> outputs, int width, int height, Candidates found) {
        float[] borders = of(outputs, boxes);
        float[] classes = of(outputs, labels);
        float[] sure = of(outputs, scores);
        if (classes.length != sure.length || borders.length != 4 * sure.length) {
            throw new PictureException("the outputs " + outputs + " do not belong together");
        }
        int x = topFirst ? 1 : 0;
        double across = relative ? width : 1;
        double down = relative ? height : 1;
        for (int i = 0; i < sure.length; i++) {
            int at = 4 * i;
            if (relative && found.takes(sure[i]) && Math.max(borders[at + 2], borders[at + 3]) > BEYOND) {
                throw new PictureException("its boxes are no parts of the picture's sides (" + borders[at + 2] + ", "
                        + borders[at + 3] + "); if they are pixels, write convention=torchvision");
            }
            found.add(classes[i] - first, sure[i], borders[at + x] * across, borders[at + 1 - x] * down,
                    borders[at + 2 + x] * across, borders[at + 3 - x] * down);
        }
    }

    private static float[] of(List<Output> outputs, String name) {
        return outputs.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().values();
    }
}
