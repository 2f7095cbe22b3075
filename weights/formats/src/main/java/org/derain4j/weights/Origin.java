package org.derain4j.weights;

/** Where bytes came from, so that whoever finds damage in them can say it: the file, and the tensor or null. */
record Origin(String file, String tensor) {

    static Origin ofFile(String file) {
        return new Origin(file, null);
    }

    Origin tensor(String name) {
        return new Origin(file, name);
    }

    WeightFormatException damage(String problem) {
        return new WeightFormatException(file, tensor, problem);
    }
}
