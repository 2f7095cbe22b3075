package org.derain4j.vision.models;

import java.util.List;
import java.util.Set;

/**
 * YOLOv10 and others with all of it inside: [1, boxes, 6], of each box left, top, right, bottom in pixels, score, class.
 *
 * @param name of the output
 */
record EndToEndDecoder(String name) implements BoxDecoder {

    private static final int ROW = 6;

    @Override
    public Set<String> outputs() {
        return Set.of(name);
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public void decode(List<Output> outputs, int width, int height, Candidates found) {
        float[] values = BoxDecoder.output(outputs, name, 3, ROW).values();
        for (int i = 0; i < values.length; i += ROW) {
            found.add(values[i + 5], values[i + 4], values[i], values[i + 1], values[i + 2], values[i + 3]);
        }
    }
}
