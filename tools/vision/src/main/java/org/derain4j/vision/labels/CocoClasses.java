package org.derain4j.vision.labels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** COCO's 80 classes of things, in the order that detectors number them. */
public final class CocoClasses {

    private static final List<String> NAMES = read();

    private CocoClasses() {}

    /** Their names; person is 0, toothbrush 79. */
    public static List<String> names() {
        return NAMES;
    }

    private static List<String> read() {
        try (InputStream in = CocoClasses.class.getResourceAsStream("coco.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
