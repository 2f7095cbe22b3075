package org.derain4j.vision.models;

import java.util.List;
import java.util.Set;

/**
 * YOLOv5 and YOLOv7: [1, boxes, 5 + classes], of each box centre and size in pixels, objectness, classes.
 *
 * @param name    of the output
 * @param classes that there are
 * @param best    whether a box is of its best class alone
 */
record AnchorDecoder(String name, int classes, boolean best) implements BoxDecoder {

    private static final int BEFORE = 5;

    @Override
    public Set<String> outputs() {
        return Set.of(name);
    }

    @Override
    public void decode(List<Output> outputs, int width, int height, Candidates found) {
        Output output = BoxDecoder.output(outputs, name, 3, BEFORE + classes);
        float[] values = output.values();
        for (int i = 0; i < values.length; i += BEFORE + classes) {
            double[] box = {values[i], values[i + 1], values[i + 2], values[i + 3]};
            BoxDecoder.classify(values, i + BEFORE, 1, classes, values[i + 4], best, found, box);
        }
    }
}
