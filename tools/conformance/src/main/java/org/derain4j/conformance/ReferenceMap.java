package org.derain4j.conformance;

import java.io.IOException;
import java.util.List;
import org.derain4j.weights.TensorFile;
import org.derain4j.weights.TensorInfo;

/** A map of the reference: values[(y * width + x) * channels + c]. */
record ReferenceMap(String name, int height, int width, int channels, double[] values) {

    static ReferenceMap read(TensorFile file, String name) throws IOException {
        TensorInfo tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IOException(file.name() + " holds no tensor " + name + ".");
        }
        List<Long> shape = tensor.shape();
        if (shape.size() != 4 || shape.getFirst() != 1) {
            throw new IOException(
                    file.name() + ": " + name + " has the shape " + shape + "; a map is [1, height, width, channels].");
        }
        return new ReferenceMap(name, Math.toIntExact(shape.get(1)), Math.toIntExact(shape.get(2)),
                Math.toIntExact(shape.get(3)), file.doubles(name));
    }

    double magnitude() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    String shape() {
        return height + "x" + width + "x" + channels;
    }
}
