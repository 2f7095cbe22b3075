package org.derain4j.vision.models;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.derain4j.vision.labels.ClassMask;

/** Says of each pixel what it belongs to. Closed by who opened it; one thread at a time. */
public interface Segmenter extends AutoCloseable {

    /** Names of its classes in the order of their indices; empty where nothing tells them. */
    List<String> classes();

    /** Which of its classes is which of the labels', by name, as far as its file of properties says so. */
    default Map<String, String> classMap() {
        return Map.of();
    }

    /** The classes of a picture of any kind, of the picture's own size, nothing ignored. */
    ClassMask segment(BufferedImage picture);

    /** The file, its convention and what runs it, in words. */
    String describe();

    @Override
    void close();
}
