package org.derain4j.vision.models;

import java.util.List;
import java.util.Set;
import org.derain4j.engine.PictureException;

/**
 * YOLOv8 and its successors: [1, 4 + classes, boxes], centre and size in pixels, then classes, no objectness.
 *
 * @param name    of the output
 * @param classes that there are
 * @param best    whether a box is of its best class alone
 */
record TransposedDecoder(String name, int classes, boolean best) implements BoxDecoder {

    private static final int BEFORE = 4;

    @Override
    public Set<String> outputs() {
        return Set.of(name);
    }

    @Override
    public void decode(List<Output> outputs, int width, int height, Candidates found) {
        Output output = BoxDecoder.output(outputs, name, 3, 0);
        if (output.length(1) != BEFORE + classes) {
            throw new PictureException(output + " has not " + classes + " classes");
        }
        float[] values = output.values();
        int boxes = output.length(2);
        for (int i = 0; i < boxes; i++) {
            double[] box = {values[i], values[boxes + i], values[2 * boxes + i], values[3 * boxes + i]};
            BoxDecoder.classify(values, BEFORE * boxes + i, boxes, classes, 1, best, found, box);
        }
    }
}
