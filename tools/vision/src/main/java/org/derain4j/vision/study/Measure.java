package org.derain4j.vision.study;

import java.util.List;

/** Counts how good what was found in some pictures is; prepared once, asked a thousand times. May be used by several threads at once. */
public interface Measure {

    /** What is counted, always the same for a task, whatever the pictures. */
    List<Figure> figures();

    /**
     * The figures, in their order, where each picture counts as often as its weight says.
     *
     * @param weights of the pictures, 0 or more
     * @return NaN for what has no meaning, as the precision of no detection
     */
    double[] of(int[] weights);
}
