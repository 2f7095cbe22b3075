package org.derain4j.vision.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Opens detectors and segmenters: ONNX files whose conventions are read from themselves where they can be, else from
 * {@code NAME.properties} beside {@code NAME.onnx}; or from a file of properties that names its model, {@code model=NAME.onnx}.
 */
public final class ModelFiles {

    private ModelFiles() {}

    /** What is made of an open model; it closes it. */
    private interface Maker<T> {

        T of(OnnxModel model, Settings settings) throws IOException;
    }

    /**
     * Opens a detector.
     *
     * @param file    the ONNX file, or properties that name one
     * @param options how to run it
     * @return a detector that the caller closes
     * @throws IOException if it cannot be read, is no detector, or is one whose convention nothing tells
     */
    public static Detector detector(Path file, RunOptions options) throws IOException {
        return open(file, Settings.DETECTORS, options, OnnxDetector::new);
    }

    /**
     * Opens a segmenter.
     *
     * @param file    the ONNX file, or properties that name one
     * @param options how to run it
     * @return a segmenter that the caller closes
     * @throws IOException if it cannot be read, is no segmenter, or is one whose convention nothing tells
     */
    public static Segmenter segmenter(Path file, RunOptions options) throws IOException {
        return open(file, Settings.SEGMENTERS, options, OnnxSegmenter::new);
    }

    private static <T> T open(Path file, Set<String> keys, RunOptions options, Maker<T> maker) throws IOException {
        Settings settings = Settings.of(file, keys);
        OnnxModel model = OnnxModel.open(settings, options);
        T made = null;
        try {
            made = maker.of(model, settings);
            return made;
        } finally {
            if (made == null) {
                model.close();
            }
        }
    }
}
