package org.derain4j.cli;

import java.nio.file.Path;

/** TensorFlow's reference data for the tiny networks. */
public final class Fixtures {

    public static final Path TINY_GENERATOR = reference("tiny_generator");
    public static final Path TINY_MODEL = reference("tiny_model");
    /** PyTorch's, of the embedded model. */
    public static final Path LITE = reference("lite");

    private Fixtures() {}

    private static Path reference(String name) {
        return Path.of(System.getProperty("derain4j.root"), "engine/src/test/resources", name);
    }

    /** The checkpoint in one of these folders. */
    public static Path checkpoint(Path reference) {
        return reference.resolve("tiny");
    }
}
