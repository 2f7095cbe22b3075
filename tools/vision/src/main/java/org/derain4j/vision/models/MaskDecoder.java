package org.derain4j.vision.models;

import org.derain4j.vision.labels.ClassMask;

/** Reads the class of each pixel out of a network's output. */
sealed interface MaskDecoder permits LogitsDecoder, BinaryDecoder, ClassMapDecoder {

    /** The output that it reads. */
    String name();

    /** How many classes there are, 0 where only the pixels tell. */
    int classes();

    /** The classes of the picture's pixels. */
    ClassMask decode(Output output, Placing placing);

    /** Where the picture's columns lie in an output so wide. */
    static Samples across(Placing placing, int width) {
        double ratio = (double) width / placing.canvasWidth();
        return new Samples(width, placing.pictureWidth(), placing.left() * ratio, placing.width() * ratio);
    }

    /** Where the picture's rows lie in an output so high. */
    static Samples down(Placing placing, int height) {
        double ratio = (double) height / placing.canvasHeight();
        return new Samples(height, placing.pictureHeight(), placing.top() * ratio, placing.height() * ratio);
    }
}
